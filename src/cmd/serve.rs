//! `amends serve`: the site in the browser while it is written.

pub mod page;
mod past;
pub mod server;
mod shown;
pub mod warm;

use crate::cmd::End;
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::cmd::serve::past::Past;
use crate::cmd::serve::server::{Reload, listen, serve};
use crate::cmd::serve::shown::{Shown, Teller};
use crate::cmd::serve::warm::Warm;
use crate::cmd::watch::Watch;
use clap::Args;
use std::sync::Arc;
use std::time::Duration;

/// Flags of `amends serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Port on this machine; the next free one if it is taken
    #[arg(short, long, default_value_t = 8000)]
    port: u16,
}

/// A long log is not waited for: pages say later when they were last changed.
const A_MOMENT: Duration = Duration::from_millis(500);

/// Shows the site, and shows it anew when something changes, until Ctrl-C.
pub fn run(args: &ServeArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    let project = Project::find(common)?;
    let root = project.root.clone();
    let listener = listen(args.port)?;
    let address = format!("http://{}/", listener.local_addr()?);
    // Git reads its log while we read the content.
    let mut past = Past::ask(&root);
    let mut warm = Warm::open(project);
    past.soon(A_MOMENT).map(|past| warm.learn(past));
    let shown = Arc::new(Shown::new(warm));
    screen.say(&format!("{address} shows the site; Ctrl-C ends it"));
    let (reload, teller) = (Reload::default(), Teller::start(Screen::new(common), common.quiet)?);
    teller.tell(shown.state());
    let watch = {
        let (heard, shown, reload) = (Arc::clone(&shown), Arc::clone(&shown), reload.clone());
        Watch::look(
            &root,
            move || heard.expect(),
            move |what| {
                let is_new = shown.look(what, past.news());
                if is_new {
                    reload.tell();
                    teller.tell(shown.state());
                    shown.tidy();
                }
                is_new
            },
        )?
    };
    serve(listener, shown, &reload)?;
    drop(watch);
    Ok(End::Clean)
}
