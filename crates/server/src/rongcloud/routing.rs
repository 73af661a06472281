//! What people write, as RongCloud's full message routing brings it to an App Server: a form for each message, signed with
//! the app's secret, in the order in which they were written, again and again until it is taken.
//!
//! What is to be told lies in the database since the commit of the message itself. A stretch of it is read, told one by
//! one, and struck out together. When the process dies in between, the stretch is told again from its beginning: an App
//! Server tells by the `msgUID` what it has, as it must with RongCloud's. Nobody who writes waits for any of it, and
//! what an App Server that is down has missed takes a line each in the database, and no memory.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use protocol::content::session;
use protocol::pb::MsgData;
use protocol::platform;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::kinds::{self, Outward};
use super::messages::MAX_INSIDE;
use crate::apps::App;
use crate::courier::{Form, Undelivered};
use crate::im::{Failure, Routed};

/// Messages that are told between two notes that they were.
const STRETCH: i64 = 32;
/// After trouble, and twice as long after more of it.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_DOUBLINGS: u32 = 6;
/// Fields of RongCloud's kinds that hold an address.
const ADDRESSES: [&str; 4] = ["imageUri", "remoteUrl", "fileUrl", "sightUrl"];

/// The telling of one app.
#[derive(Default)]
pub(crate) struct Routing(Mutex<JoinSet<()>>);

impl Routing {
    /// Tells for as long as the app is open.
    pub(crate) fn begin(&self, app: &Arc<App>) {
        if app.im.rules.routes {
            let mut task = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            task.spawn(run(Arc::downgrade(app), app.im.news_of_messages()));
        }
    }

    pub(crate) async fn end(&self) {
        let mut task = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        task.shutdown().await;
    }
}

async fn run(app: Weak<App>, mut stored: watch::Receiver<()>) {
    let mut troubles = 0;
    while let Some(app) = app.upgrade() {
        let done = tell_some(&app).await;
        drop(app);
        match done {
            Ok(more) => {
                if std::mem::take(&mut troubles) > 0 {
                    tracing::info!("The App Server takes messages again");
                }
                if !more && stored.changed().await.is_err() {
                    return;
                }
            }
            Err(trouble) => {
                if troubles == 0 {
                    tracing::warn!(%trouble, "Messages could not be told to the App Server; it goes on trying");
                }
                tokio::time::sleep(PAUSE * 2_u32.pow(LONGEST_DOUBLINGS.min(troubles))).await;
                troubles += 1;
            }
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Trouble {
    /// The courier said why.
    #[error("it did not take one")]
    Untaken,
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// Whether there may be more.
async fn tell_some(app: &App) -> Result<bool, Trouble> {
    let (told, last) = app.im.to_tell(STRETCH).await?;
    let Some(last) = last else {
        return Ok(false);
    };
    let mut done = None;
    for one in told {
        let Some(form) = form(app, &one).await? else {
            continue;
        };
        match app.courier.route(&app.config.routing, &form).await {
            Ok(()) => {}
            Err(Undelivered::Never) => tracing::warn!("The App Server refused a message, which is not told again"),
            Err(Undelivered::Later) => {
                if let Some(done) = done {
                    app.im.routed(done).await?;
                }
                return Err(Trouble::Untaken);
            }
        }
        done = Some(one.id);
    }
    app.im.routed(last).await?;
    Ok(true)
}

/// As the App Server gets it, signed for now. `None`: nobody could read it.
pub(super) async fn form(app: &App, told: &Routed) -> Result<Option<Form>, Failure> {
    let message = &told.message;
    let uid = message.server_msg_id.clone();
    let ((from, time), outward, uid, original) = if told.recalled {
        let Some((by, outward)) = kinds::recall(message) else {
            return Ok(None);
        };
        ((by.revoker_id, by.revoke_time), outward, format!("{uid}-recalled"), uid)
    } else {
        let sent = (message.send_id.clone(), message.send_time);
        (sent, kinds::outward(message), uid, String::new())
    };
    let group = message.session_type == session::GROUP;
    // Of two the other one, whoever did it.
    let other = if from == message.recv_id {
        &message.send_id
    } else {
        &message.recv_id
    };
    let mut people = vec![from, other.clone()];
    let said = |pointer: &String| {
        outward
            .content
            .pointer(pointer)
            .and_then(|id| id.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    people.extend(outward.people.iter().map(said));
    let (mut named, group_name) = app.im.served_names(people, message.group_id.clone()).await?;
    let mentioned = named.split_off(2);
    let other = named.pop().unwrap_or_default();
    let to = if group { group_name } else { other };
    let mut outward = settled(app, outward).await;
    for (pointer, name) in outward.people.clone().iter().zip(mentioned) {
        if let Some(place) = outward.content.pointer_mut(pointer) {
            *place = name.into();
        }
    }
    if told.recalled
        && let Some(fields) = outward.content.as_object_mut()
    {
        fields.insert("targetId".to_owned(), to.as_str().into());
    }
    let content = outward.written();
    let time = time.to_string();
    let fields: [(&str, &str); 11] = [
        ("fromUserId", named.first().map(String::as_str).unwrap_or_default()),
        ("toUserId", &to),
        ("objectName", &outward.object),
        ("content", &content),
        ("channelType", if group { "GROUP" } else { "PERSON" }),
        ("msgTimestamp", &time),
        ("msgUID", &uid),
        ("originalMsgUID", &original),
        ("sensitiveType", "0"),
        ("source", source(message)),
        ("busChannel", ""),
    ];
    Ok(Some(Form {
        query: written(app.signs().iter().map(|(name, value)| (*name, value.as_str()))),
        body: written(fields),
    }))
}

fn written<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// From where it was sent, in RongCloud's words.
fn source(message: &MsgData) -> &'static str {
    match message.sender_platform_id {
        platform::IOS | platform::IPAD => "iOS",
        platform::ANDROID | platform::ANDROID_PAD => "Android",
        platform::WEB => "Websocket",
        platform::MINI_WEB => "MiniProgram",
        _ => "PC",
    }
}

/// With the small picture or the sound that RongCloud carries inside, and with addresses of this server that an App
/// Server can read for a while.
async fn settled(app: &App, outward: Outward) -> Outward {
    let inside = match outward.inside.as_str() {
        "" => None,
        address => app.im.carried(address, MAX_INSIDE).await,
    };
    let mut outward = outward.filled(inside.map(|bytes| STANDARD.encode(bytes)));
    for name in ADDRESSES {
        if let Some(place) = outward.content.get_mut(name)
            && let Some(signed) = place.as_str().and_then(|address| app.im.signed_address(address))
        {
            *place = signed.into();
        }
    }
    outward
}
