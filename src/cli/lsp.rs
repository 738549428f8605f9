//! `declc lsp`: a language server on standard input and output, for editors. Writes no file.
//!
//! One thread reads messages (`wire`), this one answers them (`server`). What has arrived while it worked is taken
//! together: texts are changed at once, compiled when something is asked or when nothing is left to do, so that fast
//! typing costs one compilation and not one a key.
//!
//! Invariants: whatever the client sends, the server answers or ignores it, and ends only at `exit` or when a stream
//! is closed. Not here: what is answered about a document (see the library's `editor`).

mod answers;
mod server;
mod text;
mod wire;

use super::config;
use super::exit::Exit;
use super::known::Known;
use super::ordered::STACK;
use server::Server;
use std::io::{self, BufReader, Write};
use std::sync::mpsc::{Receiver, channel};

/// Serve an editor: diagnostics as you type, hover, outline, definitions and references
///
/// Speaks the Language Server Protocol 3.17 on standard input and output. docs/editors.md tells how to set up VS Code,
/// Neovim and Helix.
#[derive(Debug, clap::Args)]
pub(super) struct Lsp {
    /// For editors that say so; there is no other way
    #[arg(long, hide = true)]
    stdio: bool,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    place: config::Place,
}

impl Lsp {
    /// Serves until the client says `exit` or goes away.
    pub(super) fn run(self) -> Exit {
        let (sender, messages) = channel();
        // It ends with the process: nothing can wake it while it waits for a client that says no more.
        std::thread::spawn(move || {
            let mut input = BufReader::new(io::stdin());
            while let Ok(Some(message)) = wire::read(&mut input) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let serve = move || serve(Server::new(self.known, self.place), &messages, &mut io::stdout().lock());
        let served = std::thread::Builder::new().stack_size(STACK).spawn(serve);
        served.ok().and_then(|thread| thread.join().ok()).unwrap_or(Exit::Internal)
    }
}

/// Answers messages until the client says `exit`, or one of the streams is closed.
fn serve(mut server: Server, messages: &Receiver<wire::Message>, output: &mut impl Write) -> Exit {
    while let Ok(first) = messages.recv() {
        let batch: Vec<wire::Message> = std::iter::once(first).chain(messages.try_iter()).collect();
        let told = server.take(batch).into_iter().try_for_each(|answer| wire::write(output, &answer));
        // A client that no longer reads has gone away.
        if told.is_err() || server.is_done() {
            break;
        }
    }
    server.exit()
}
