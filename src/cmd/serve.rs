//! `amends serve`: the site in the browser while it is written.

pub mod page;
pub mod server;
pub mod watch;
