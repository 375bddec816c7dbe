//! The program: everything it does stands in `rechtdoor::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    rechtdoor::cli::main()
}
