//! Carries codes to people, apart from the calls that ask for them: neither an answer nor its time tells whether there is
//! an account, because nobody has looked yet. One task owns all that is under way. Knows no call and no limit.

use std::sync::Arc;
use std::time::Duration;

use protocol::Code as Wire;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::codes::{Codes, Purpose};
use super::contact::Contact;
use super::language::Language;
use super::letters::{self, Words};
use super::store::accounts;
use crate::config::Config;
use crate::courier::{Courier, Letter, Text, Undelivered};
use crate::env::{Env, Random};
use crate::im::{Door, Failure};

/// Codes that may wait; more would come too late anyway.
const MOST_WAITING: usize = 256;
const MOST_UNDER_WAY: usize = 8;
/// Before each try. All of them together are shorter than a code lives.
const PAUSES: [Duration; 4] = [
    Duration::ZERO,
    Duration::from_secs(3),
    Duration::from_secs(15),
    Duration::from_secs(60),
];

/// A code that somebody asked for.
pub(super) struct Errand {
    pub(super) to: Contact,
    pub(super) purpose: Purpose,
    pub(super) code: String,
    pub(super) language: Language,
}

pub(super) struct Dispatch {
    queue: mpsc::Sender<Errand>,
    /// Ends when dropped.
    _task: JoinSet<()>,
}

struct Carrier {
    door: Door,
    codes: Arc<Codes>,
    courier: Arc<dyn Courier>,
    random: Arc<dyn Random>,
    config: Arc<Config>,
}

/// What goes out at last.
enum Parcel {
    Letter(Letter),
    Text(Text),
}

impl Dispatch {
    pub(super) fn start(door: Door, codes: Arc<Codes>, config: Arc<Config>, env: &Env) -> Self {
        let (queue, waiting) = mpsc::channel(MOST_WAITING);
        let carrier = Carrier {
            door,
            codes,
            courier: Arc::clone(&env.courier),
            random: Arc::clone(&env.random),
            config,
        };
        let mut task = JoinSet::new();
        task.spawn(run(Arc::new(carrier), waiting));
        Self { queue, _task: task }
    }

    pub(super) fn take(&self, errand: Errand) -> Result<(), Failure> {
        self.queue.try_send(errand).map_err(|_| {
            tracing::warn!("More codes wait than can be sent");
            Failure::new(Wire::INTERNAL, "too many codes wait to be sent")
        })
    }
}

async fn run(carrier: Arc<Carrier>, mut waiting: mpsc::Receiver<Errand>) {
    let mut under_way = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            Some(_) = under_way.join_next() => {}
            errand = waiting.recv(), if under_way.len() < MOST_UNDER_WAY => match errand {
                Some(errand) => {
                    let carrier = Arc::clone(&carrier);
                    under_way.spawn(async move { carrier.carry(errand).await });
                }
                None => return,
            },
        }
    }
}

impl Carrier {
    async fn carry(&self, errand: Errand) {
        let wanted = match self.is_wanted(&errand).await {
            Ok(wanted) => wanted,
            // The database said why in the log.
            Err(_) => return,
        };
        if !wanted {
            self.codes.blind(&errand.to.name(), &errand.purpose, &errand.code);
        }
        let Some(parcel) = self.pack(errand, wanted) else {
            return;
        };
        for pause in PAUSES {
            tokio::time::sleep(pause).await;
            let handed = match &parcel {
                Parcel::Letter(letter) => self.courier.mail(&self.config.mail, letter).await,
                Parcel::Text(text) => self.courier.text(&self.config.sms, text).await,
            };
            match handed {
                Ok(()) => return,
                Err(Undelivered::Never) => break,
                Err(Undelivered::Later) => {}
            }
        }
        let by = match parcel {
            Parcel::Letter(_) => "mail",
            Parcel::Text(_) => "sms",
        };
        tracing::error!(by, "A code was given up: nobody took it");
    }

    /// Whether the address is to get the code: a new one for an account that is to be, a proven one of an account that is.
    async fn is_wanted(&self, errand: &Errand) -> Result<bool, Failure> {
        let (name, purpose) = (errand.to.name(), errand.purpose.clone());
        let found = self.door.db().read(move |connection| {
            let account = accounts::find(connection, &name)?;
            Ok::<_, Failure>(account.filter(|account| account.has_proven(&name)))
        });
        let found = found.await?;
        Ok(match purpose {
            Purpose::Register => found.is_none(),
            Purpose::Prove(user) => found.is_none_or(|account| account.user_id == user.0),
            Purpose::SignIn | Purpose::Reset => found.is_some_and(|account| !account.disabled),
        })
    }

    /// None where silence is all there is to say. A telephone is never told that an account has its number: programs
    /// behind the hook put a code into a provider's template and have no other words.
    fn pack(&self, errand: Errand, wanted: bool) -> Option<Parcel> {
        let Errand {
            to,
            purpose,
            code,
            language,
        } = errand;
        let server = &self.config.name;
        match to {
            Contact::Email(to) => {
                let (subject, body) = if wanted {
                    letters::code(language, server, &purpose, &code)
                } else {
                    told_instead(language, server, &purpose)?
                };
                let mut id = [0; 16];
                self.random.fill(&mut id);
                let id = protocol::ids::hex(&id);
                Some(Parcel::Letter(Letter { to, id, subject, body }))
            }
            Contact::Phone { area_code, number } => wanted.then(|| {
                Parcel::Text(Text {
                    area_code,
                    number,
                    code,
                    purpose: purpose.word(),
                    language: language.tag(),
                    time_ms: self.door.now(),
                })
            }),
        }
    }
}

/// Where somebody signs in or has forgotten a password, a mail to a stranger would help nobody.
fn told_instead(language: Language, server: &str, purpose: &Purpose) -> Option<Words> {
    match purpose {
        Purpose::Register | Purpose::Prove(_) => Some(letters::taken(language, server, purpose)),
        Purpose::SignIn | Purpose::Reset => None,
    }
}
