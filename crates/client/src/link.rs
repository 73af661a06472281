//! The connection of one account: one task that dials, holds the socket and dials again. What is said over it is others'
//! business.

mod backoff;
mod conn;
mod dial;
mod live;
mod pump;

pub(crate) use conn::Conn;
pub(crate) use live::Stage;

use std::sync::Arc;

use crate::account::Account;
use crate::error::Code;
use crate::session;
use crate::view::LinkState;

/// Why a connection ended, or never came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The next try comes by itself.
    Lost(Code),
    /// The token is at fault.
    Token(Code),
}

/// Keeps an account connected until the task is dropped.
pub(crate) async fn run(account: Arc<Account>) {
    let mut tries = 0;
    // A renewed token that is refused at once must not be renewed for ever.
    let mut renewed = false;
    loop {
        let (tokens, generation) = match session::tokens(&account).await {
            Ok(found) => found,
            Err(code) => {
                account.set_link(LinkState::Offline { code });
                pause(&account, &mut tries).await;
                continue;
            }
        };
        let end = match tokens {
            None => End::Token(Code::NotSignedIn),
            Some(tokens) => match dial::dial(&account, &tokens.im).await {
                Ok(link) => {
                    (tries, renewed) = (0, false);
                    live::run(&account, link).await
                }
                Err(end) => end,
            },
        };
        match end {
            End::Lost(code) => {
                account.set_link(LinkState::Offline { code });
                pause(&account, &mut tries).await;
            }
            End::Token(code) => {
                // A kick that comes with an exchange of tokens belongs to the old ones.
                drop(account.exchange.lock().await);
                if account.tokens().1 != generation {
                    continue;
                }
                match session::renew(&account, code, renewed).await {
                    session::Renewal::Done => renewed = true,
                    session::Renewal::Later(code) => {
                        account.set_link(LinkState::Offline { code });
                        pause(&account, &mut tries).await;
                    }
                    session::Renewal::Impossible => {
                        account.set_link(LinkState::Stopped { code });
                        while account.tokens().1 == generation {
                            account.wakes.token.notified().await;
                        }
                        tries = 0;
                        account.set_link(LinkState::Connecting);
                    }
                }
            }
        }
    }
}

/// Waits before the next try, or until somebody says that the world has changed.
async fn pause(account: &Account, tries: &mut u32) {
    let wait = backoff::wait(*tries, &*account.world.random);
    *tries = tries.saturating_add(1);
    tokio::select! {
        biased;
        () = account.wakes.go.notified() => {
            *tries = 0;
            account.set_link(LinkState::Connecting);
        }
        () = account.wakes.token.notified() => *tries = 0,
        () = tokio::time::sleep(wait) => {}
    }
}
