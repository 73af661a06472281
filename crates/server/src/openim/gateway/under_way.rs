//! Sends of one session that wait for the disk. They go to the writer in the order in which they came, and their answers
//! leave in that order; only the waiting overlaps, so that one session's messages can share a commit too.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::answer::Answer;
use crate::im::Push;

/// Sends that one session may have under way; the next is read when one of them is answered.
const MOST: usize = 32;

type Waiting = Pin<Box<dyn Future<Output = Answer> + Send>>;

#[derive(Default)]
pub(super) struct UnderWay {
    /// Each with what its push will bear; `None`: no push of it can be told from others.
    sends: VecDeque<(Option<Arc<str>>, State)>,
}

enum State {
    Waiting(Waiting),
    Done(Answer),
}

impl UnderWay {
    pub(super) fn is_empty(&self) -> bool {
        self.sends.is_empty()
    }

    pub(super) fn has_room(&self) -> bool {
        self.sends.len() < MOST
    }

    /// Whether this is the push of a send that has no answer yet.
    pub(super) fn has_call_of(&self, push: &Push) -> bool {
        self.sends
            .iter()
            .flat_map(|(call, _)| call)
            .any(|call| push.is_of(call))
    }

    /// Begins a send: when this returns, it has its place in the order of writes.
    pub(super) async fn begin(&mut self, call: Option<Arc<str>>, mut send: Waiting) {
        let state = poll_fn(|context| Poll::Ready(send.as_mut().poll(context))).await;
        let state = match state {
            Poll::Ready(answer) => State::Done(answer),
            Poll::Pending => State::Waiting(send),
        };
        self.sends.push_back((call, state));
    }

    /// The oldest one's answer; waits for ever when there is none. Nothing is lost when the future is dropped.
    pub(super) async fn next(&mut self) -> Answer {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// The same if it is there already.
    pub(super) async fn next_if_done(&mut self) -> Option<Answer> {
        poll_fn(|context| match self.poll_next(context) {
            Poll::Ready(answer) => Poll::Ready(Some(answer)),
            Poll::Pending => Poll::Ready(None),
        })
        .await
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Answer> {
        match self.sends.pop_front() {
            None => Poll::Pending,
            Some((_, State::Done(answer))) => Poll::Ready(answer),
            Some((call, State::Waiting(mut send))) => match send.as_mut().poll(context) {
                Poll::Ready(answer) => Poll::Ready(answer),
                Poll::Pending => {
                    self.sends.push_front((call, State::Waiting(send)));
                    Poll::Pending
                }
            },
        }
    }
}
