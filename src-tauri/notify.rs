//! Tells people of messages that they do not see: hears what the page hears, decides, and has it shown. Knows neither
//! the page nor how a desktop shows things.

mod board;
#[cfg(target_os = "linux")]
mod daemon;
mod decide;
mod desk;
#[cfg(not(target_os = "linux"))]
mod native;
mod note;
mod rows;

#[cfg(target_os = "linux")]
use daemon as desktop;
#[cfg(not(target_os = "linux"))]
use native as desktop;

use std::{sync::Arc, time::Duration};

use client::{event::Event, view::AccountId};
use tauri::{AppHandle, Manager as _};
use tokio::{
    sync::{
        mpsc::{self, UnboundedReceiver, UnboundedSender},
        oneshot, watch,
    },
    time::Instant,
};

use crate::{engine::Engine, settings::Choices, task::Task, window, words::Spoken};
use board::Of;
use desk::Desk;
use note::Note;
use rows::Place;

/// At the end of the app a desktop has so long to take things away.
const LAST: Duration = Duration::from_millis(500);

/// What a desktop is asked to do.
#[derive(Debug)]
#[cfg_attr(
    not(target_os = "linux"),
    allow(dead_code, reason = "Windows and macOS take nothing back and show no button")
)]
enum Order {
    Show {
        of: Of,
        note: Note,
        open: &'static str,
        /// The picture of whoever it is from, as a file.
        face: Option<Vec<u8>>,
    },
    Withdraw(Of),
    /// Withdraws everything, and answers when that is done.
    Clear(oneshot::Sender<()>),
}

/// What a desktop tells.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Told {
    Clicked(Of),
    /// It is gone, and waits native.
    Closed(Of),
}

/// What the person has in front.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Front {
    place: Option<Place>,
    /// Whether anybody can be looking at the window.
    watched: bool,
}

/// The notifications of this process.
pub struct Notifier {
    front: watch::Sender<Front>,
    orders: UnboundedSender<Order>,
    desktop: Arc<desktop::Desktop>,
    _tasks: [Task; 2],
}

impl Notifier {
    pub fn new(app: &AppHandle) -> Self {
        let front = watch::Sender::new(Front::default());
        let (orders, ordered) = mpsc::unbounded_channel();
        let (tell, told) = mpsc::unbounded_channel();
        let desktop = Arc::new(desktop::Desktop::default());
        let show = {
            let desktop = desktop.clone();
            async move { desktop.run(ordered, tell).await }
        };
        let run = run(app.clone(), front.subscribe(), orders.clone(), told);
        Self {
            front,
            orders,
            desktop,
            _tasks: [Task::new(show), Task::new(run)],
        }
    }

    /// What the page shows, and whether anybody can be looking.
    pub fn look(&self, account: Option<AccountId>, conversation_id: Option<String>, watched: bool) {
        self.front.send_replace(Front {
            place: account.zip(conversation_id),
            watched,
        });
    }

    /// Whether this desktop shows notifications, as far as that can be known.
    pub async fn shows(&self) -> bool {
        self.desktop.shows().await
    }

    /// The app ends: what nobody would answer any more goes.
    pub async fn close(&self) {
        let (done, ended) = oneshot::channel();
        let _ = self.orders.send(Order::Clear(done));
        let _ = tokio::time::timeout(LAST, ended).await;
    }
}

async fn run(
    app: AppHandle,
    front: watch::Receiver<Front>,
    orders: UnboundedSender<Order>,
    mut told: UnboundedReceiver<Told>,
) {
    let mut opened = app.state::<Engine>().watch();
    let Some(client) = opened
        .wait_for(Option::is_some)
        .await
        .ok()
        .and_then(|client| client.clone())
    else {
        return;
    };
    // Before the lists are read, so that nothing falls between.
    let mut events = client.subscribe();
    let mut settings = app.state::<Choices>().watch();
    let chosen = settings.borrow_and_update().notifications.clone();
    let mut desk = Desk::new(client, chosen, front, app.state::<Spoken>().watch(), orders);
    desk.learn().await;
    loop {
        tokio::select! {
            biased;
            Some(told) = told.recv() => match told {
                Told::Clicked(of) => {
                    desk.clicked(&of);
                    open(&app, of);
                }
                Told::Closed(of) => desk.closed(&of),
            },
            changed = settings.changed() => {
                if changed.is_err() {
                    return;
                }
                let chosen = settings.borrow_and_update().notifications.clone();
                desk.follow(chosen);
            }
            event = events.next() => desk.hear(&event).await,
            () = due(desk.due()) => desk.tick(),
        }
    }
}

/// Waits for the time at which something is due; for ever while nothing is.
async fn due(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}

/// Brings to the front what a notification spoke of.
fn open(app: &AppHandle, of: Of) {
    if let Of::Conversation((account, conversation_id)) = of {
        app.state::<Engine>().events().tell(Event::Open {
            account,
            conversation_id,
        });
    }
    window::raise(app);
}
