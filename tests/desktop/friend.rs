//! The person at the other end: the same engine as the app's, over the real network, without a window.

use std::{path::Path, sync::Arc, time::Duration};

use client::{
    Client, Setup, Subscription,
    error::Code,
    event::Event,
    keychain::MemoryKeychain,
    requests::{Attachment, Crop, Manner, Meant, NewAccount, SignIn},
    view::{AccountId, AccountView, Asked, Content, ConversationView, MessageState, MessageView, PrivacyView},
};
use tempfile::TempDir;
use world::microphone::Tone;

pub struct Friend {
    client: Client,
    events: Subscription,
    account: AccountId,
    name: String,
    user_id: String,
    microphone: Arc<Tone>,
    _folder: TempDir,
}

impl Friend {
    /// Registers on the server at this address.
    pub async fn new(address: &str, name: &str) -> Self {
        Self::called(address, name, name).await
    }

    /// The same, with a name to be called by.
    pub async fn called(address: &str, name: &str, nickname: &str) -> Self {
        let new = NewAccount {
            address: address.into(),
            account: name.into(),
            password: "correct horse".into(),
            nickname: nickname.into(),
            ..NewAccount::default()
        };
        Self::enter(name, async |client| client.register(new).await.unwrap().account).await
    }

    /// Another device of somebody who has an account.
    pub async fn again(address: &str, name: &str, password: &str) -> Self {
        let request = SignIn {
            address: address.into(),
            account: name.into(),
            password: password.into(),
            fingerprint: None,
        };
        Self::enter(name, async |client| client.sign_in(request).await.unwrap()).await
    }

    async fn enter(name: &str, enter: impl AsyncFnOnce(&Client) -> AccountView) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // The tester's own keychain is not for tests.
        let microphone = Arc::new(Tone::default());
        let setup = Setup {
            keychain: Arc::new(MemoryKeychain::default()),
            microphone: microphone.clone(),
            ..Setup::real(Path::new(folder.path()).into())
        };
        let client = Client::open(setup).await.unwrap();
        let events = client.subscribe();
        let account = enter(&client).await;
        Self {
            client,
            events,
            account: account.id,
            name: name.into(),
            user_id: account.user_id,
            microphone,
            _folder: folder,
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn user_id(&self) -> &str {
        &self.user_id
    }

    /// Waits until its list is so.
    pub async fn lists(&self, fits: impl Fn(&[ConversationView]) -> bool) {
        let seen = async {
            while !fits(&self.client.conversations(&self.account).await.unwrap()) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let patience = Duration::from_secs(60);
        tokio::time::timeout(patience, seen)
            .await
            .expect("Its list is never so");
    }

    pub async fn says(&self, user_id: &str, text: &str) {
        let conversation = self.client.open_conversation(&self.account, user_id).await.unwrap();
        self.client
            .send_text(&self.account, &conversation.id, text)
            .await
            .unwrap();
    }

    /// Says something into a microphone, for so long.
    pub async fn speaks(&self, user_id: &str, lasts: Duration) {
        let conversation = self.client.open_conversation(&self.account, user_id).await.unwrap();
        self.microphone.plug_in(48_000, lasts);
        let recorded = self.client.record(&self.account).await.unwrap().unwrap();
        let files = [Attachment {
            id: recorded.id,
            manner: Manner::Original,
        }];
        self.client
            .send_files(&self.account, &conversation.id, &files, "", &[])
            .await
            .unwrap();
    }

    /// Sends a file of this name, a picture or video as such.
    pub async fn shows(&self, user_id: &str, name: &str, bytes: &[u8]) {
        let conversation = self.client.open_conversation(&self.account, user_id).await.unwrap();
        let id = self
            .client
            .begin_file(&self.account, name, bytes.len() as u64)
            .await
            .unwrap();
        for piece in bytes.chunks(1 << 20) {
            self.client
                .add_to_file(&self.account, &id, piece.to_vec())
                .await
                .unwrap();
        }
        self.client.end_file(&self.account, &id).await.unwrap();
        let files = [Attachment {
            id,
            manner: Manner::Original,
        }];
        self.client
            .send_files(&self.account, &conversation.id, &files, "", &[])
            .await
            .unwrap();
    }

    /// The ID of the only one who is found by this name.
    pub async fn finds(&self, name: &str) -> String {
        let found = self.client.find_users(&self.account, name).await.unwrap();
        assert_eq!(found.len(), 1, "{name}");
        found[0].user_id.clone()
    }

    /// Asks somebody to be friends.
    pub async fn blocks(&self, user_id: &str, on: bool) {
        self.client.set_blocked(&self.account, user_id, on).await.unwrap();
    }

    pub async fn asks(&self, user_id: &str, greeting: &str) -> Result<Asked, Code> {
        let asked = self.client.add_friend(&self.account, user_id, greeting).await;
        asked.map_err(|problem| problem.code)
    }

    /// The same until it is refused with this reason.
    pub async fn asks_until(&self, user_id: &str, reason: Code) {
        let refused = async {
            while self.asks(user_id, "").await != Err(reason) {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), refused)
            .await
            .unwrap_or_else(|_| panic!("Never refused: {reason:?}"));
    }

    /// Has this picture from now on.
    pub async fn wears(&self, picture: Vec<u8>, side: u32) {
        let whole = Crop {
            turns: 0,
            x: 0,
            y: 0,
            side,
        };
        let url = self.client.upload_avatar(&self.account, picture, whole).await.unwrap();
        self.client.set_face(&self.account, &url).await.unwrap();
    }

    /// Makes a group with somebody, and tells its conversation.
    pub async fn gathers(&self, name: &str, user_id: &str) -> String {
        let people = vec![user_id.to_owned()];
        let made = self.client.create_group(&self.account, name, people, "").await.unwrap();
        let opened = self.client.open_group(&self.account, &made.group.group_id).await;
        opened.unwrap().id
    }

    /// Says something in a conversation, of which the beginning means somebody.
    pub async fn tells(&self, conversation: &str, text: &str, meaning: Option<&str>) {
        let to = text.split(' ').next().unwrap_or_default().chars().count();
        let meant = meaning.map(|user_id| Meant {
            user_id: Some(user_id.to_owned()),
            from: 0,
            to: u32::try_from(to).unwrap(),
        });
        let meant: Vec<_> = meant.into_iter().collect();
        self.client
            .send_text_to(&self.account, conversation, text, &meant)
            .await
            .unwrap();
    }

    /// Lets nobody put him into a group without asking.
    pub async fn wants_to_be_asked(&self) {
        let before = self.client.privacy(&self.account).await.unwrap();
        let wanted = PrivacyView {
            pulled: false,
            ..before
        };
        self.client.set_privacy(&self.account, wanted).await.unwrap();
    }

    /// Makes a group of himself alone, and tells its ID.
    pub async fn founds(&self, name: &str) -> String {
        let nobody = Vec::new();
        let made = self
            .client
            .create_group(&self.account, name, nobody, "")
            .await
            .unwrap()
            .group;
        made.group_id
    }

    /// Waits until this is the newest of what somebody wrote, and tells where it stands.
    pub async fn sees(&self, user_id: &str, text: &str) -> (String, i64) {
        let text = Content::text(text);
        let seen = async {
            let conversation = self.client.open_conversation(&self.account, user_id).await.unwrap().id;
            loop {
                let newest = self
                    .client
                    .messages(&self.account, &conversation, None, 1)
                    .await
                    .unwrap();
                let newest = newest.messages.last().filter(|newest| newest.content == text);
                if let Some(seq) = newest.and_then(|newest| newest.seq) {
                    return (conversation, seq);
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), seen)
            .await
            .unwrap_or_else(|_| panic!("Never came: {text:?}"))
    }

    /// Reads up to this, when it is there.
    pub async fn reads(&self, user_id: &str, text: &str) {
        let (conversation, seq) = self.sees(user_id, text).await;
        self.client.mark_read(&self.account, &conversation, seq).await.unwrap();
    }

    /// Waits until this text comes from somebody else, and tells from whom.
    pub async fn hears(&mut self, text: &str) -> MessageView {
        let heard = async {
            loop {
                let Event::Messages { changed, .. } = self.events.next().await else {
                    continue;
                };
                let found = changed
                    .into_iter()
                    .find(|message| message.state == MessageState::Received && message.content == Content::text(text));
                if let Some(message) = found {
                    return message;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(60), heard)
            .await
            .unwrap_or_else(|_| panic!("Never heard: {text}"))
    }
}
