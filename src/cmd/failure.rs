//! Why a command could not do its work.

use crate::disk::DiskError;
use crate::render::fault::ThemeFault;
use std::fmt;
use std::io;

/// Why a command could not do its work; shown as one line, or one a fault.
#[derive(Debug)]
pub enum Failure {
    /// The command line asks for something that there is not.
    Usage(String),
    /// A file or folder, and what the system says about it.
    Disk(DiskError),
    /// Templates.
    Theme(Vec<ThemeFault>),
    /// The terminal or a pipe.
    Io(io::Error),
    /// Whoever reads our output has gone; that is no failure.
    ClosedPipe,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(what) => f.write_str(what),
            Self::Disk(error) => error.fmt(f),
            Self::Theme(faults) => {
                let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
                f.write_str(&lines.join("\nerror: "))
            }
            Self::Io(error) => error.fmt(f),
            Self::ClosedPipe => f.write_str("the output was closed"),
        }
    }
}

impl From<DiskError> for Failure {
    fn from(error: DiskError) -> Self {
        Self::Disk(error)
    }
}

impl From<ThemeFault> for Failure {
    fn from(fault: ThemeFault) -> Self {
        Self::Theme(vec![fault])
    }
}

impl From<Vec<ThemeFault>> for Failure {
    fn from(faults: Vec<ThemeFault>) -> Self {
        Self::Theme(faults)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::ClosedPipe } else { Self::Io(error) }
    }
}
