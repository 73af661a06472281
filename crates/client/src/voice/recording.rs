//! Recording: from a microphone into a file that can be heard and sent. Goes on until somebody ends it, the microphone
//! goes away or the limit is reached; what was said until then is kept. One recording at a time.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use futures_util::StreamExt as _;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::spoken::Spoken;
use crate::account::Account;
use crate::error::{Code, Problem};
use crate::event::Event;
use crate::media::{self, off_thread};
use crate::view::RecordedView;

/// So often a person is told how it goes.
const STEP: Duration = Duration::from_millis(100);

/// What ends the recording that runs.
#[derive(Default)]
pub(crate) struct Recorder(Mutex<Option<oneshot::Sender<bool>>>);

impl Recorder {
    fn put(&self, next: Option<oneshot::Sender<bool>>) -> Option<oneshot::Sender<bool>> {
        std::mem::replace(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), next)
    }
}

/// Ends the recording. What is not to be kept is gone.
pub(crate) fn end(account: &Account, keep: bool) {
    if let Some(running) = account.recorder.put(None) {
        // It may have ended by itself.
        let _ = running.send(keep);
    }
}

/// Records until it is ended. `None`: it is not to be kept.
pub(crate) async fn record(account: &Account) -> anyhow::Result<Option<RecordedView>> {
    let (stop, mut stopped) = oneshot::channel();
    // Whoever recorded before has no microphone any more, and keeps nothing.
    account.recorder.put(Some(stop));
    let microphone = account.world.microphone.clone();
    let opened = off_thread(account.world.db_mode, move || Ok(microphone.open())).await?;
    let mut listening = opened.map_err(|_| Problem::from(Code::NoMicrophone))?;
    let mut spoken = Spoken::new(listening.rate)?;
    let mut told = Instant::now();
    let keep = loop {
        tokio::select! {
            biased;
            keep = &mut stopped => break keep.unwrap_or(false),
            piece = listening.sound.next() => {
                let Some(piece) = piece else { break true };
                spoken.add(&piece)?;
                if told.elapsed() >= STEP {
                    told = Instant::now();
                    tell(account, &spoken);
                }
                if spoken.is_full() {
                    break true;
                }
            }
        }
    };
    drop(listening);
    if !keep {
        return Ok(None);
    }
    if spoken.millis() == 0 {
        return Err(Problem::from(Code::NoMicrophone)).context("A microphone gave nothing");
    }
    let (bytes, voice) = spoken.end()?;
    let size = bytes.len() as u64;
    let view = |id| RecordedView {
        id,
        millis: voice.millis,
        size,
        wave: voice.wave.clone(),
    };
    let id = media::bring_voice(account, bytes, voice.clone()).await?;
    Ok(Some(view(id)))
}

fn tell(account: &Account, spoken: &Spoken) {
    account.teller.tell(&[Event::Recording {
        account: account.id.clone(),
        millis: spoken.millis(),
        level: spoken.level(),
    }]);
}
