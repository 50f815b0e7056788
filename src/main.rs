//! The `amends` command: arguments in, exit code out.

use amends::cmd;
use amends::cmd::args::Cli;
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(message) => {
            // Help may be cut off by whoever reads it; that changes nothing.
            message.print().ok();
            return ExitCode::from(u8::try_from(message.exit_code()).unwrap_or(2));
        }
    };
    ExitCode::from(cmd::run(&cli).code())
}
