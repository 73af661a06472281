//! That what people sent as files is what everybody has of it, byte by byte, and that nothing else lies on anybody's disk:
//! not on the devices, and not on the server.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use client::error::Code;
use client::requests::{Attachment, Manner};
use client::view::MessageView;
use world::Device;

use crate::acts::Run;
use crate::acts::media::is_media;

pub async fn check(run: &Run) {
    let mut whole: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let lost = lost(run);
    for (device, _) in run.devices.iter().filter(|(device, _)| device.has_account()) {
        for row in device.conversations().await {
            for message in device.history_of(&row.id).await {
                if !is_media(&message.content) || message.seq.is_none() {
                    continue;
                }
                let Some(bytes) = bytes_of(device, &message, &lost).await else {
                    continue;
                };
                let id = message.client_msg_id;
                let sent = run.accepted.iter().find(|one| one.client_msg_id == id);
                if let Some(sent) = sent.and_then(|sent| sent.said.bytes()) {
                    assert!(bytes == sent, "{} has other bytes of {id}", device.who());
                }
                let known = whole.entry(id).or_insert_with(|| bytes.clone());
                assert!(*known == bytes, "{} has other bytes than others", device.who());
            }
        }
    }
    for (device, _) in run.devices.iter().filter(|(device, _)| device.has_account()) {
        device.check_events().await;
        on_device(run, device).await;
    }
    on_server(run).await;
}

/// Messages whose file went when the server was put back to before it.
fn lost(run: &Run) -> BTreeSet<String> {
    let mut lost = BTreeSet::new();
    for id in run.conversation_ids() {
        for (message, content) in run.world.server_contents(&id) {
            if run.lost.iter().any(|key| content.contains(key)) {
                lost.insert(message);
            }
        }
    }
    lost
}

async fn bytes_of(device: &Device, message: &MessageView, lost: &BTreeSet<String>) -> Option<Vec<u8>> {
    let (client, account) = (device.client(), device.account());
    let id = &message.client_msg_id;
    match client.fetch_file(&account, id).await {
        Ok(file) => Some(
            client
                .read_file(&account, &file, 0, u64::MAX)
                .await
                .expect("It lies here"),
        ),
        Err(problem) => {
            let may_be = problem.code == Code::FileLost && lost.contains(id);
            assert!(may_be, "{} cannot have {message:?}: {problem:?}", device.who());
            None
        }
    }
}

/// What lies in the folder is what the device knows of, and what waits is what somebody still wants to send.
async fn on_device(run: &Run, device: &Device) {
    for (who, conversation) in run.drafts.keys() {
        if *who == device.who() {
            run.kept(device, conversation).await.expect("The draft");
        }
    }
    let folder = device.folder().join("accounts").join(device.account().0).join("files");
    let lie: u64 = files(&folder).iter().map(|path| size(path)).sum();
    let told = device.client().storage(&device.account()).await.expect("Figures");
    let who = device.who();
    assert!(
        lie <= told.files + told.waiting,
        "{who} has {lie} bytes and knows {told:?}"
    );
    assert!(
        files(&folder.join("brought")).is_empty(),
        "{who} still brings something"
    );
    let refused = run.accepted.iter().any(|one| run.ousted.contains(&one.sender));
    let drafted = run.drafts.keys().any(|(owner, _)| *owner == who);
    assert!(told.waiting == 0 || refused || drafted, "{who} still waits: {told:?}");
}

/// Every file that is named is there, no other is, and nothing is left of uploads once their time is over.
async fn on_server(run: &Run) {
    // What was written by a process that died before it named it goes with the next start.
    run.world.server.crash().await;
    run.world.server.start().await;
    let named = run.world.server_objects();
    for (path, wanted) in named.values() {
        assert_eq!(size(path), *wanted, "an object as it was announced");
    }
    let named: BTreeSet<&PathBuf> = named.values().map(|(path, _)| path).collect();
    let app = run.world.app_folder();
    for owner in folders(&app.join("objects")) {
        for path in files(&owner) {
            assert!(named.contains(&path), "nobody names {path:?}");
        }
    }
    run.world.server.clock.jump(4 * 24 * 3_600_000);
    run.world.settle().await;
    let (device, _) = &run.devices[0];
    let (client, account) = (device.client(), device.account());
    let id = client.begin_file(&account, "last.txt", 12).await.expect("It begins");
    client
        .add_to_file(&account, &id, b"the last one".to_vec())
        .await
        .expect("A piece");
    client.end_file(&account, &id).await.expect("It is here");
    let attached = [Attachment {
        id,
        manner: Manner::File,
    }];
    let to = device
        .client()
        .open_conversation(&account, &run.people[1].user_id)
        .await
        .expect("Somebody known");
    let sent = client.send_files(&account, &to.id, &attached, "", &[]).await;
    sent.expect("It goes");
    run.world.settle().await;
    let left = files(&app.join("uploads"));
    assert!(left.is_empty(), "uploads that are over: {left:?}");
}

fn size(path: &Path) -> u64 {
    path.metadata().map_or(0, |data| data.len())
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(folder).into_iter().flatten().flatten();
    all.map(|entry| entry.path()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = entries(folder);
    all.retain(|path| path.is_file());
    all
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut all = entries(folder);
    all.retain(|path| path.is_dir());
    all
}
