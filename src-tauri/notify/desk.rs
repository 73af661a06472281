//! From events to orders: what is news, whether it is told, and in which words. Knows neither Tauri nor the desktop.

use client::{
    Client,
    clock::{Clock as _, SystemClock},
    event::Event,
    settings::Notifications,
    view::AccountId,
};
use jiff::{Timestamp, tz::TimeZone};
use tokio::{
    sync::{mpsc::UnboundedSender, watch},
    time::Instant,
};

use super::{
    Front, Order,
    board::{Act, Board, Of},
    decide::{Situation, decide},
    note::{self, Manner},
    rows::{Came, News, Rows},
};
use crate::words::Locale;

pub struct Desk {
    client: Client,
    rows: Rows,
    board: Board,
    settings: Notifications,
    front: watch::Receiver<Front>,
    locale: watch::Receiver<Locale>,
    orders: UnboundedSender<Order>,
}

impl Desk {
    pub fn new(
        client: Client,
        settings: Notifications,
        front: watch::Receiver<Front>,
        locale: watch::Receiver<Locale>,
        orders: UnboundedSender<Order>,
    ) -> Self {
        Self {
            client,
            rows: Rows::default(),
            board: Board::default(),
            settings,
            front,
            locale,
            orders,
        }
    }

    /// Everything that is there at the start is old.
    pub async fn learn(&mut self) {
        for view in self.client.accounts() {
            // An account that cannot be read says so to the page.
            let list = self.client.conversations(&view.id).await.unwrap_or_default();
            self.rows.learn(&view, &list);
        }
    }

    pub async fn hear(&mut self, event: &Event) {
        for news in self.rows.hear(event) {
            let acts = match news {
                News::ReadAgain(account) => self.read_again(&account).await,
                news => self.take(news),
            };
            self.act(acts);
        }
    }

    async fn read_again(&mut self, account: &AccountId) -> Vec<Act> {
        let Ok(list) = self.client.conversations(account).await else {
            return Vec::new();
        };
        let mut acts = Vec::new();
        for news in self.rows.compare(account, &list) {
            acts.extend(self.take(news));
        }
        if self.rows.settled(account) {
            acts.extend(self.take(News::Settled(account.clone())));
        }
        acts
    }

    fn take(&mut self, news: News) -> Vec<Act> {
        match news {
            News::Came(came) => self.came(*came),
            News::Over(place) => self.board.over(&place),
            News::Settled(account) => self.board.settled(&account, self.watched(), Instant::now()),
            News::Left(account) => self.board.left(&account),
            News::ReadAgain(_) => Vec::new(),
        }
    }

    fn came(&mut self, came: Came) -> Vec<Act> {
        let now = Instant::now();
        let situation = Situation {
            settings: &self.settings,
            minute: minute(),
            looking: self.watched() && self.front.borrow().place.as_ref() == Some(&came.place),
            busy: self.board.busy(now),
        };
        let verdict = decide(&came, &situation);
        self.board.came(came, verdict, now)
    }

    /// When something has to be said that waited.
    pub fn due(&self) -> Option<Instant> {
        self.board.due()
    }

    pub fn tick(&mut self) {
        let acts = self.board.tick(self.watched(), Instant::now());
        self.act(acts);
    }

    /// It has led where it leads; not every desktop takes it away by itself.
    pub fn clicked(&mut self, of: &Of) {
        self.board.closed(of);
        self.order(Order::Withdraw(of.clone()));
    }

    pub fn closed(&mut self, of: &Of) {
        self.board.closed(of);
    }

    /// What was chosen anew. What is up and says more than is to be said goes.
    pub fn follow(&mut self, settings: Notifications) {
        let before = std::mem::replace(&mut self.settings, settings);
        let hides = before.content && !self.settings.content;
        if hides || !self.settings.on {
            let acts = self.board.clear();
            self.act(acts);
        }
    }

    fn watched(&self) -> bool {
        self.front.borrow().watched
    }

    fn act(&self, acts: Vec<Act>) {
        let locale = *self.locale.borrow();
        let manner = Manner {
            locale,
            content: self.settings.content,
        };
        for act in acts {
            let (of, note, face) = match act {
                Act::Show(came) => {
                    // Whatever is not here would come too late.
                    let at_hand = || self.client.picture_at_hand(&came.place.0, &came.face_url);
                    let face = (manner.content && !came.face_url.is_empty()).then(at_hand).flatten();
                    let account = self.rows.name(&came.place.0);
                    let note = note::of(&came, account.as_deref(), manner);
                    (Of::Conversation(came.place), note, face)
                }
                Act::Summarise(all) => (Of::Summary, note::summary(&all, manner), None),
                Act::Withdraw(of) => {
                    self.order(Order::Withdraw(of));
                    continue;
                }
            };
            let open = note::open(locale);
            self.order(Order::Show { of, note, open, face });
        }
    }

    fn order(&self, order: Order) {
        // Where nothing can be shown, nobody takes orders.
        let _ = self.orders.send(order);
    }
}

/// Minutes since local midnight.
fn minute() -> u16 {
    let Ok(now) = Timestamp::from_millisecond(SystemClock.now_ms()) else {
        return 0;
    };
    let now = now.to_zoned_datetime(TimeZone::system());
    u16::try_from(i32::from(now.hour()) * 60 + i32::from(now.minute())).unwrap_or(0)
}
