// Counts checks, and tells those that failed in a fixed order.

export class Report {
  #passed = 0;
  #failures = [];

  /** One check: it failed if there is anything in `faults`. */
  check(where, what, faults) {
    if (faults.length === 0) this.#passed += 1;
    else this.#failures.push({ where, what, faults });
  }

  /** Prints the result and gives the exit code, for `process.exitCode`: to leave by `process.exit` would lose what a full
   *  pipe has not taken yet. Having checked nothing is not success. */
  end() {
    const key = ({ where, what }) => `${where} ${what}`;
    this.#failures.sort((a, b) => (key(a) < key(b) ? -1 : 1));
    for (const { where, what, faults } of this.#failures) {
      console.log(`FAILED ${where}: ${what}`);
      for (const fault of faults.slice(0, 10)) console.log(`  ${fault}`);
      if (faults.length > 10) console.log(`  and ${faults.length - 10} more`);
    }
    console.log(`${this.#passed} passed, ${this.#failures.length} failed`);
    return this.#failures.length > 0 || this.#passed === 0 ? 1 : 0;
  }
}
