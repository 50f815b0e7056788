"""Reads the calendars, tables and data of a built site, as a program would that knows nothing of Amends."""

import csv
import json
import sys
from pathlib import Path

from icalendar import Calendar

site = Path(sys.argv[1])
faults = []


def expect(holds, what):
    if not holds:
        faults.append(what)


calendars = [site / "calendar.ics", *sorted(site.glob("teams/*.ics"))]
events = 0
for path in calendars:
    raw = path.read_bytes()
    lines = raw.split(b"\r\n")
    expect(lines[-1] == b"" and b"\n" not in raw.replace(b"\r\n", b""), f"{path}: a line that CR LF does not end")
    expect(all(len(line) <= 75 for line in lines), f"{path}: a line of more than 75 octets")
    for line in lines:
        line.decode("utf-8")
    calendar = Calendar.from_ical(raw)
    expect(not calendar.errors and calendar["VERSION"] == "2.0" and calendar["PRODID"], f"{path}: its head")
    expect(calendar.subcomponents, f"{path}: nothing in it")
    known = set()
    for event in calendar.walk("VEVENT"):
        events += 1
        expect(not event.errors, f"{path}: {event.errors}")
        uid = str(event["UID"])
        expect(uid not in known, f"{path}: {uid} twice")
        known.add(uid)
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        expect((end - start).days == 1, f"{path}: {uid} is not a whole day")
        expect(event.decoded("DTSTAMP").tzinfo is not None, f"{path}: {uid} has no stamp in UTC")
        expect(str(event["SUMMARY"]).strip(), f"{path}: {uid} says nothing")
        expect("\ufffd" not in event["SUMMARY"], f"{path}: {uid} has a torn character")

tables = 0
rows = {}
for name in ["incidents.csv", "prevention.csv"]:
    with open(site / name, encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, strict=True))
    rows[name] = len(table)
    for row in table:
        expect(None not in row and None not in row.values(), f"{name}: a row of another length")
        for cell in row.values():
            expect(not (cell or "").startswith(("=", "+", "-", "@", "\t", "\r")), f"{name}: a formula: {cell!r}")
    tables += 1

data = json.loads((site / "amends.json").read_text(encoding="utf-8"))
expect(data["version"] == 1, "amends.json: its version")
expect(len(data["incidents"]) == rows["incidents.csv"], "as many incidents in amends.json as in incidents.csv")
expect(len(data["prevention"]) == rows["prevention.csv"], "as many steps in amends.json as in prevention.csv")
expect("people" not in data, "amends.json: a list of people")

for fault in faults:
    print(fault, file=sys.stderr)
print(f"{len(calendars)} calendars with {events} events, {tables} tables, {len(data['incidents'])} incidents in amends.json")
sys.exit(1 if faults else 0)
