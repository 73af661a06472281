//! Sends of one session that wait for the disk. They go to the writer in the order in which they came, and their answers
//! leave in that order; only the waiting overlaps, so that one session's messages can share a commit too.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::answer::Answer;

/// Sends that one session may have under way; the next is read when one of them is answered.
const MOST: usize = 32;

type Waiting = Pin<Box<dyn Future<Output = Answer> + Send>>;

#[derive(Default)]
pub(super) struct UnderWay {
    /// Each with the operation that its client calls it.
    sends: VecDeque<(String, State)>,
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

    /// Whether a send of this operation has no answer yet.
    pub(super) fn has(&self, operation: &str) -> bool {
        self.sends.iter().any(|(own, _)| own == operation)
    }

    /// Begins a send: when this returns, it has its place in the order of writes.
    pub(super) async fn begin(&mut self, operation: String, mut send: Waiting) {
        let state = poll_fn(|context| Poll::Ready(send.as_mut().poll(context))).await;
        let state = match state {
            Poll::Ready(answer) => State::Done(answer),
            Poll::Pending => State::Waiting(send),
        };
        self.sends.push_back((operation, state));
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
            Some((operation, State::Waiting(mut send))) => match send.as_mut().poll(context) {
                Poll::Ready(answer) => Poll::Ready(answer),
                Poll::Pending => {
                    self.sends.push_front((operation, State::Waiting(send)));
                    Poll::Pending
                }
            },
        }
    }
}
