//! The assistant: a robot account that greets new people, explains Selkie, reminds, and tells an administrator how the
//! server is. It hears and speaks through the door of the IM half, like everybody. Knows no socket and no device.
//!
//! What it has done and what it has said about it are one write, together with its mark that it has read the question.
//! So whenever the server dies, a question was either answered or is still unread, and the next start reads what is
//! unread.

mod answers;
mod help;
mod reminders;
mod state;
mod talk;
mod understanding;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use db::Tx;
use jiff::tz::TimeZone;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::language::Language;
use crate::im::{Door, Failure, Hearing, News, Robot, UserId};
use crate::limits::Rate;

/// Its user ID, and the account name that nobody else can have.
const NAME: &str = "selkie";
/// One for all languages, as a profile has one; that it is a robot is shown beside it.
const NICKNAME: &str = "Selkie";

/// Answers to one person.
const IN_A_MINUTE: u32 = 20;
const IN_AN_HOUR: u32 = 200;
const MINUTE_MS: i64 = 60 * 1000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
/// The clock may jump, so that it is looked at this often while a reminder waits.
const LOOK: Duration = Duration::from_secs(15);
/// Before it tries again what failed.
const PAUSE: Duration = Duration::from_secs(5);

/// Runs as long as this lives.
pub(crate) struct Assistant {
    voice: Arc<Voice>,
    task: Mutex<JoinSet<()>>,
}

/// What its parts share.
struct Voice {
    door: Door,
    robot: Robot,
    started: Instant,
    /// Of whom it is not known where he lives.
    zone: TimeZone,
    by_minute: Rate,
    by_hour: Rate,
    /// So that somebody who writes too fast hears of it, and not each time.
    pauses: Rate,
}

/// Whether an account of this name would pass for the assistant.
pub(crate) fn is_named(account: &str) -> bool {
    account.eq_ignore_ascii_case(NAME)
}

/// A time zone's name as it is to be kept; none where no zone is called so.
pub(crate) fn zone_named(name: &str) -> Option<String> {
    Some(TimeZone::get(name).ok()?.iana_name()?.to_owned())
}

impl Assistant {
    /// `None` where somebody else has its user ID, as an App Server might have given it away before.
    pub(crate) async fn start(door: &Door, time_zone: &str) -> Result<Option<Self>, Failure> {
        let Some(robot) = door.robot(NAME, NICKNAME).await? else {
            tracing::warn!("Somebody else has the assistant's user ID: there is no assistant");
            return Ok(None);
        };
        // Listens before anything is read, so that nothing is missed in between.
        let hearing = door.hear(&robot);
        let voice = Arc::new(Voice {
            door: door.clone(),
            robot,
            started: Instant::now(),
            zone: TimeZone::get(time_zone).unwrap_or_else(|_| TimeZone::system()),
            by_minute: Rate::new(IN_A_MINUTE, MINUTE_MS),
            by_hour: Rate::new(IN_AN_HOUR, HOUR_MS),
            pauses: Rate::new(1, 10 * MINUTE_MS),
        });
        let mut task = JoinSet::new();
        task.spawn(run(Arc::clone(&voice), hearing));
        Ok(Some(Self {
            voice,
            task: Mutex::new(task),
        }))
    }

    pub(crate) async fn end(&self) {
        let mut task = std::mem::take(&mut *self.task.lock().unwrap_or_else(PoisonError::into_inner));
        task.shutdown().await;
    }

    pub(crate) fn user_id(&self) -> &UserId {
        &self.voice.robot.user_id
    }

    /// Whether this is how somebody looks for it.
    pub(crate) fn is_called(&self, keyword: &str) -> bool {
        [NAME, "assistant", "助手"].contains(&keyword.to_lowercase().as_str())
    }

    pub(crate) fn greeter(&self) -> Greeter {
        Greeter {
            door: self.voice.door.clone(),
            robot: self.voice.robot.clone(),
        }
    }
}

/// Greets in the write that makes the account: there is no account that was not greeted, and none that was greeted
/// twice, whenever the server dies.
pub(crate) struct Greeter {
    door: Door,
    robot: Robot,
}

impl Greeter {
    pub(crate) fn greet_in(&self, tx: &mut Tx<'_>, user: &UserId, language: Language) -> Result<(), Failure> {
        self.door.say_in(tx, &self.robot, user, talk::greeting(language))
    }
}

async fn run(voice: Arc<Voice>, mut hearing: Hearing) {
    // What was written before this start may be unread.
    let mut news = Some(News::FromSomebody);
    let mut troubled = false;
    loop {
        let next = match voice.turn(news).await {
            Ok(next) => next,
            Err(failure) => {
                if !std::mem::replace(&mut troubled, true) {
                    tracing::warn!(%failure, "The assistant could not read or answer; it goes on trying");
                }
                tokio::time::sleep(PAUSE).await;
                news = Some(News::FromSomebody);
                continue;
            }
        };
        troubled = false;
        news = tokio::select! {
            biased;
            heard = hearing.next() => Some(heard),
            () = voice.until(next) => None,
        };
    }
}

impl Voice {
    /// Answers what is new and sends what is due; when the next reminder is due, if there is one.
    async fn turn(&self, news: Option<News>) -> Result<Option<i64>, Failure> {
        if let Some(news) = news {
            self.answer_all(news).await?;
        }
        self.remind().await
    }

    async fn until(&self, due: Option<i64>) {
        let Some(due) = due else {
            return std::future::pending().await;
        };
        let left = u64::try_from(due.saturating_sub(self.door.now())).unwrap_or(0);
        tokio::time::sleep(Duration::from_millis(left).min(LOOK)).await;
    }
}

/// Whether this is the other side's no, and not the server's own trouble: trying again would be in vain.
fn is_refusal(failure: &Failure) -> bool {
    use protocol::Code;
    !matches!(failure.code, Code::DATABASE | Code::INTERNAL | Code::DATA)
}
