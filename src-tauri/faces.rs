//! Pictures of people as the page draws them, at `face://localhost/ACCOUNT/ADDRESS`. The page never fetches anything: the
//! engine does, by its own rules, and hands over a small picture that it has written itself.

use client::{Client, error::Result, view::AccountId};
use tauri::http::{Request, Response, Uri};

use crate::answers::{Answers, Question, piece, small};

/// The page's rules name it too, in `tauri.conf.json`.
pub const SCHEME: &str = "face";

pub struct Face {
    account: AccountId,
    address: String,
}

pub type Faces = Answers<Face>;

impl Question for Face {
    fn read(request: &Request<Vec<u8>>) -> Option<Self> {
        let (account, address) = read(request.uri())?;
        Some(Self { account, address })
    }

    async fn find(&self, client: &Client) -> Result<Response<Vec<u8>>> {
        client.picture(&self.account, &self.address).await.map(small)
    }
}

fn read(uri: &Uri) -> Option<(AccountId, String)> {
    let piece = piece(uri)?;
    let (account, address) = piece.split_once('/')?;
    (!account.is_empty() && !address.is_empty()).then(|| (AccountId(account.to_owned()), address.to_owned()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn account_and_address_come_in_one_piece() {
        let uri = "face://localhost/ab12%2Fhttps%3A%2F%2Fa.example%2Fb%20c%2B%3Fx%3D1%26y";
        let read_as = read(&uri.parse().unwrap()).unwrap();
        assert_eq!(
            read_as,
            (AccountId("ab12".into()), "https://a.example/b c+?x=1&y".into())
        );
        for uri in [
            "face://localhost/",
            "face://localhost/ab12",
            "face://localhost/%2Fx",
            "face://localhost/ab12%2F",
        ] {
            assert_eq!(read(&uri.parse().unwrap()), None, "{uri}");
        }
    }
}
