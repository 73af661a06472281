//! From what somebody wrote to what is said about it. Knows no table but that of accounts.

use std::time::Duration;

use db::Tx;
use jiff::tz::TimeZone;

use super::understanding::{Request, understand};
use super::{Language, Voice, help, is_refusal, reminders, state, talk};
use crate::app::store::accounts::{self, ADMINISTRATOR};
use crate::im::{Failure, Figures, Heard, News, UserId};

/// Nobody waits for an answer to what is older, as after the assistant was switched off for a time.
const OLD_MS: i64 = 24 * 60 * 60 * 1000;

/// Who asks.
#[derive(Clone)]
pub(super) struct Asker {
    pub(super) user: UserId,
    /// In which he is answered.
    pub(super) language: Language,
    /// Of his clock.
    pub(super) zone: TimeZone,
    administrator: bool,
}

impl Voice {
    pub(super) async fn answer_all(&self, news: News) -> Result<(), Failure> {
        loop {
            let unseen = self.door.unseen(&self.robot, news).await?;
            if unseen.is_empty() {
                return Ok(());
            }
            for from in unseen {
                // Two robots would never end.
                if !from.robot {
                    self.answer_each(&from.from, &from.conversation_id, &from.messages)
                        .await?;
                }
                let (door, robot) = (self.door.clone(), self.robot.clone());
                self.door
                    .db()
                    .write(move |tx| door.see_in(tx, &robot, &from.conversation_id, from.up_to))
                    .await?;
            }
        }
    }

    async fn answer_each(&self, user: &UserId, conversation_id: &str, messages: &[Heard]) -> Result<(), Failure> {
        let now = self.door.now();
        let asker = self.asker(user).await?;
        for message in messages.iter().filter(|message| now - message.time < OLD_MS) {
            let mut asker = asker.clone();
            if !self.has_time_for(user, now) {
                if self.pauses.take(&user.0, now).is_ok() {
                    let act = move |_: &mut Tx<'_>, asker: &Asker| Ok(talk::too_fast(asker.language).to_owned());
                    self.answer(asker, conversation_id, message.seq, act).await?;
                }
                return Ok(());
            }
            let request = match &message.text {
                Some(text) => {
                    asker.language = Language::of_text(text).unwrap_or(asker.language);
                    understand(text)
                }
                None => Request::NoText,
            };
            let figures = match request == Request::State && asker.administrator {
                true => Some((self.door.figures().await?, self.started.elapsed())),
                false => None,
            };
            let act = move |tx: &mut Tx<'_>, asker: &Asker| act(tx, asker, request, figures, now);
            self.answer(asker, conversation_id, message.seq, act).await?;
        }
        Ok(())
    }

    /// So that neither a flood nor a program that answers the assistant keeps it from others.
    fn has_time_for(&self, user: &UserId, now: i64) -> bool {
        self.by_minute.take(&user.0, now).is_ok() && self.by_hour.take(&user.0, now).is_ok()
    }

    async fn asker(&self, user: &UserId) -> Result<Asker, Failure> {
        let id = user.0.clone();
        let account = self
            .door
            .db()
            .read(move |connection| Ok::<_, Failure>(accounts::by_id(connection, &id)?))
            .await?;
        // Whom an App Server admitted has no account here.
        let account = account.unwrap_or_default();
        Ok(Asker {
            user: user.clone(),
            language: Language::of(&account.language),
            zone: TimeZone::get(&account.time_zone).unwrap_or_else(|_| self.zone.clone()),
            administrator: account.level == ADMINISTRATOR,
        })
    }

    /// Does something and says so; both and the mark that the question was read are one write.
    async fn answer(
        &self,
        asker: Asker,
        conversation_id: &str,
        seq: i64,
        act: impl FnOnce(&mut Tx<'_>, &Asker) -> Result<String, Failure> + Send + 'static,
    ) -> Result<(), Failure> {
        let (door, robot, conversation_id) = (self.door.clone(), self.robot.clone(), conversation_id.to_owned());
        self.door
            .db()
            .write(move |tx| {
                let words = act(tx, &asker)?;
                match door.say_in(tx, &robot, &asker.user, &words) {
                    Err(failure) if !is_refusal(&failure) => return Err(failure),
                    // Who asks and takes no answer gets none.
                    _ => {}
                }
                door.see_in(tx, &robot, &conversation_id, seq)
            })
            .await
    }
}

fn act(
    tx: &mut Tx<'_>,
    asker: &Asker,
    request: Request,
    figures: Option<(Figures, Duration)>,
    now: i64,
) -> Result<String, Failure> {
    let language = asker.language;
    let words = match request {
        Request::Hello => talk::hello(language),
        Request::Thanks => talk::thanks(language),
        Request::Goodbye => talk::goodbye(language),
        Request::About => talk::about(language),
        Request::NoText => talk::text_only(language),
        Request::RemindUnclear => reminders::forms(language),
        Request::Remind { when, text } => return reminders::set(tx, asker, when, &text, now),
        Request::Reminders => return reminders::list(tx, asker, now),
        Request::Cancel(number) => return reminders::cancel(tx, asker, number, now),
        Request::CancelAll => return reminders::cancel_all(tx, asker),
        Request::State => match figures {
            Some((figures, up)) => return Ok(state::told(accounts::count(tx)?, figures, up, language)),
            None => state::not_told(language),
        },
        Request::Question(question) => help::answer(&question, language).unwrap_or_else(|| talk::unknown(language)),
    };
    Ok(words.to_owned())
}
