//! What somebody keeps for himself: found again on all his devices, and his own whatever becomes of the message.

mod devices;
mod inside;
mod media;
mod trouble;

use client::error::Result;
use client::requests::{Favoured, FavouriteKind};
use client::view::{FavouriteView, MessageView};
use world::{Device, transcript};

async fn keeps(device: &Device, messages: &[&MessageView]) -> Result<()> {
    let ids = messages.iter().map(|one| one.client_msg_id.clone()).collect();
    device.client().keep_favourites(&device.account(), ids).await
}

async fn lets_go(device: &Device, one: &FavouriteView) {
    let (client, account) = (device.client(), device.account());
    client
        .remove_favourites(&account, vec![one.id.clone()])
        .await
        .expect("It goes");
}

async fn found(device: &Device, query: &str, kind: Option<FavouriteKind>) -> Vec<FavouriteView> {
    let asked = Favoured {
        query: query.to_owned(),
        kind,
    };
    let found = device.client().favourites(&device.account(), &asked, 100).await;
    found.expect("Favourites").all
}

async fn kept(device: &Device) -> Vec<FavouriteView> {
    found(device, "", None).await
}

fn said(all: &[FavouriteView]) -> String {
    let messages: Vec<MessageView> = all.iter().map(|one| one.message.clone()).collect();
    transcript::bare(&messages).replace('\n', ", ")
}

async fn sees(device: &Device) -> String {
    said(&kept(device).await)
}
