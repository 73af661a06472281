//! What a window would show: the list and the newest pages as once read, kept up by events alone and read anew only
//! when an event says so. If it ever differs from what can be read, an event was missing, wrong or too early. Knows no
//! window.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use client::Client;
use client::event::Event;
use client::view::{
    AccountId, AccountView, ConversationView, FriendRequestView, FriendView, GroupRequestView, GroupView, MemberView,
    RequestSide, UserView,
};

mod window;

use window::{Window, page};

/// A group with more members is not known whole.
const SMALL: u32 = 200;

#[derive(Clone, Default)]
pub struct Mirror(Arc<Mutex<BTreeMap<AccountId, Shown>>>);

#[derive(Default)]
struct Shown {
    view: Option<AccountView>,
    conversations: BTreeMap<String, ConversationView>,
    windows: BTreeMap<String, Window>,
    people: People,
    circles: Circles,
    /// Members of groups as events told them since the start.
    members: BTreeMap<String, BTreeMap<String, MemberView>>,
}

/// Lists of groups.
#[derive(Default, PartialEq, Eq, Debug)]
struct Circles {
    groups: BTreeMap<String, GroupView>,
    requests: BTreeMap<(String, String, RequestSide), GroupRequestView>,
}

/// Lists of people.
#[derive(Default, PartialEq, Eq, Debug)]
struct People {
    friends: BTreeMap<String, FriendView>,
    requests: BTreeMap<(String, bool), FriendRequestView>,
    blocked: BTreeMap<String, UserView>,
}

impl Mirror {
    fn shown(&self) -> MutexGuard<'_, BTreeMap<AccountId, Shown>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that a window reads when it opens.
    pub async fn read(&self, client: &Client) {
        for view in client.accounts() {
            self.read_account(client, &view.id).await;
        }
    }

    async fn read_account(&self, client: &Client, account: &AccountId) {
        let view = client.accounts().into_iter().find(|view| view.id == *account);
        let Ok(conversations) = client.conversations(account).await else {
            return;
        };
        let mut shown = Shown {
            view,
            people: People::read(client, account).await,
            circles: Circles::read(client, account).await,
            ..Shown::default()
        };
        for conversation in conversations {
            let window = Window::open(client, account, &conversation.id).await;
            shown.windows.insert(conversation.id.clone(), window);
            shown.conversations.insert(conversation.id.clone(), conversation);
        }
        self.shown().insert(account.clone(), shown);
    }

    pub async fn apply(&self, client: &Client, event: &Event) {
        match event {
            Event::Resync { account } => self.read_account(client, account).await,
            Event::Account { account, view } => {
                let known = self
                    .shown()
                    .get_mut(account)
                    .map(|shown| shown.view = Some(view.clone()))
                    .is_some();
                if !known {
                    self.read_account(client, account).await;
                }
            }
            Event::SignedOut { account } => {
                self.shown().remove(account);
            }
            Event::Link { account, state } => self.on(account, |shown| {
                if let Some(view) = &mut shown.view {
                    view.link = *state;
                }
            }),
            Event::Conversations { account, changed, gone } => {
                self.on(account, |shown| {
                    for id in gone {
                        shown.conversations.remove(id);
                        shown.windows.remove(id);
                    }
                });
                for row in changed {
                    self.open(client, account, row).await;
                }
            }
            Event::Messages {
                account,
                conversation_id,
                changed,
            } => self.on(account, |shown| {
                // What was never opened is not shown yet.
                let Some(window) = shown.windows.get_mut(conversation_id) else {
                    return;
                };
                window.hear(changed);
            }),
            Event::Cleared {
                account,
                conversation_id,
                before,
            } => self.on(account, |shown| {
                if let Some(window) = shown.windows.get_mut(conversation_id) {
                    window.rows.retain(|_, row| row.seq.is_none_or(|seq| seq >= *before));
                }
            }),
            Event::Discarded {
                account,
                conversation_id,
                client_msg_id,
            } => self.on(account, |shown| {
                if let Some(window) = shown.windows.get_mut(conversation_id) {
                    window.rows.remove(client_msg_id);
                }
            }),
            Event::Users { account, changed } => self.on(account, |shown| shown.meet(changed)),
            Event::Friends { account, changed, gone } => self.on(account, |shown| {
                for id in gone {
                    shown.people.friends.remove(id);
                }
                for friend in changed {
                    shown.people.friends.insert(friend.user.user_id.clone(), friend.clone());
                }
            }),
            Event::FriendRequests { account, changed } => self.on(account, |shown| {
                for request in changed {
                    let key = (request.user.user_id.clone(), request.mine);
                    shown.people.requests.insert(key, request.clone());
                }
            }),
            Event::Blocked { account, changed, gone } => self.on(account, |shown| {
                for id in gone {
                    shown.people.blocked.remove(id);
                }
                for user in changed {
                    shown.people.blocked.insert(user.user_id.clone(), user.clone());
                }
            }),
            Event::Groups { account, changed, gone } => self.on(account, |shown| {
                for id in gone {
                    shown.circles.groups.remove(id);
                }
                for group in changed {
                    shown.circles.groups.insert(group.group_id.clone(), group.clone());
                }
            }),
            Event::GroupMembers {
                account,
                group_id,
                changed,
                gone,
            } => self.on(account, |shown| {
                let members = shown.members.entry(group_id.clone()).or_default();
                if changed.is_empty() && gone.is_empty() {
                    members.clear();
                }
                for id in gone {
                    members.remove(id);
                }
                for member in changed {
                    members.insert(member.user.user_id.clone(), member.clone());
                }
            }),
            Event::GroupRequests { account, changed } => self.on(account, |shown| {
                for request in changed {
                    let key = (request.group_id.clone(), request.user.user_id.clone(), request.side);
                    shown.circles.requests.insert(key, request.clone());
                }
            }),
            Event::Transfer { .. }
            | Event::Recording { .. }
            | Event::SignInLink { .. }
            | Event::Invitation { .. }
            | Event::Person { .. }
            | Event::Group { .. }
            | Event::Builtin { .. }
            | Event::Open { .. }
            | Event::ActRefused { .. }
            | Event::Typing { .. }
            | Event::Receipts { .. }
            | Event::Favourites { .. }
            | Event::Closing { .. } => {}
        }
    }

    /// A row of the list; a new one is opened at once, so that its messages are followed from then on.
    async fn open(&self, client: &Client, account: &AccountId, row: &ConversationView) {
        let mut known = false;
        self.on(account, |shown| {
            known = shown.conversations.insert(row.id.clone(), row.clone()).is_some()
        });
        if !known {
            let window = Window::open(client, account, &row.id).await;
            self.on(account, |shown| {
                shown.windows.insert(row.id.clone(), window);
            });
        }
    }

    fn on(&self, account: &AccountId, change: impl FnOnce(&mut Shown)) {
        if let Some(shown) = self.shown().get_mut(account) {
            change(shown);
        }
    }

    /// Fails where the window would show something else than can be read.
    pub async fn check(&self, client: &Client, who: &str) {
        for view in client.accounts() {
            let account = view.id.clone();
            let conversations = client.conversations(&account).await.expect("The list");
            let mut real = Vec::new();
            for conversation in &conversations {
                real.push(page(client, &account, &conversation.id).await.messages);
            }
            let people = People::read(client, &account).await;
            let circles = Circles::read(client, &account).await;
            for group in circles.groups.values().filter(|group| group.members <= SMALL) {
                let real = everybody(client, &account, &group.group_id).await;
                // At once: who looks at members has their profiles fetched, and events of these follow.
                let shown = self.shown();
                let told = shown.get(&account).and_then(|shown| shown.members.get(&group.group_id));
                for (id, told) in told.into_iter().flatten() {
                    let group = &group.group_id;
                    assert_eq!(real.get(id), Some(told), "{who}: events and members of {group} differ");
                }
            }
            let shown = self.shown();
            let shown = shown
                .get(&account)
                .unwrap_or_else(|| panic!("{who}: no event told of {account:?}"));
            assert_eq!(shown.view.as_ref(), Some(&view), "{who}: events and account differ");
            assert_eq!(shown.people, people, "{who}: events and lists of people differ");
            assert_eq!(shown.circles, circles, "{who}: events and groups differ");
            let rows: Vec<_> = shown.conversations.values().collect();
            let mut wanted: Vec<_> = conversations.iter().collect();
            wanted.sort_by(|one, other| one.id.cmp(&other.id));
            assert_eq!(rows, wanted, "{who}: events and list differ");
            for (conversation, wanted) in conversations.iter().zip(real) {
                let empty = Window::default();
                let window = shown.windows.get(&conversation.id).unwrap_or(&empty);
                window.check(&wanted, &format!("{who} in {}", conversation.id));
            }
        }
    }
}

impl Shown {
    fn meet(&mut self, users: &[UserView]) {
        for user in users {
            for row in self
                .conversations
                .values_mut()
                .filter(|row| row.peer.user_id == user.user_id)
            {
                row.peer = user.clone();
            }
            if let Some(friend) = self.people.friends.get_mut(&user.user_id) {
                friend.user = user.clone();
            }
            if let Some(blocked) = self.people.blocked.get_mut(&user.user_id) {
                *blocked = user.clone();
            }
            for member in self
                .members
                .values_mut()
                .filter_map(|members| members.get_mut(&user.user_id))
            {
                member.user = user.clone();
            }
            for request in self.circles.requests.values_mut() {
                if request.user.user_id == user.user_id {
                    request.user = user.clone();
                }
                if let Some(inviter) = &mut request.inviter
                    && inviter.user_id == user.user_id
                {
                    *inviter = user.clone();
                }
            }
            for mine in [false, true] {
                if let Some(request) = self.people.requests.get_mut(&(user.user_id.clone(), mine)) {
                    request.user = user.clone();
                }
            }
        }
    }
}

impl People {
    async fn read(client: &Client, account: &AccountId) -> Self {
        let friends = client.friends(account).await.unwrap_or_default().into_iter();
        let requests = client.friend_requests(account).await.unwrap_or_default().into_iter();
        let blocked = client.blocked_users(account).await.unwrap_or_default().into_iter();
        Self {
            friends: friends.map(|friend| (friend.user.user_id.clone(), friend)).collect(),
            requests: requests
                .map(|request| ((request.user.user_id.clone(), request.mine), request))
                .collect(),
            blocked: blocked.map(|user| (user.user_id.clone(), user)).collect(),
        }
    }
}

impl Circles {
    async fn read(client: &Client, account: &AccountId) -> Self {
        let groups = client.groups(account).await.unwrap_or_default().into_iter();
        let requests = client.group_requests(account).await.unwrap_or_default().into_iter();
        Self {
            groups: groups.map(|group| (group.group_id.clone(), group)).collect(),
            requests: requests
                .map(|request| {
                    let key = (request.group_id.clone(), request.user.user_id.clone(), request.side);
                    (key, request)
                })
                .collect(),
        }
    }
}

/// Everybody in a small group, whose members are all on the device.
async fn everybody(client: &Client, account: &AccountId, group: &str) -> BTreeMap<String, MemberView> {
    let mut all = BTreeMap::new();
    for offset in (0..SMALL).step_by(100) {
        let page = client.group_members(account, group, "", offset, 100).await;
        let members = page.map(|page| page.members).unwrap_or_default();
        let last = members.len() < 100;
        all.extend(members.into_iter().map(|member| (member.user.user_id.clone(), member)));
        if last {
            break;
        }
    }
    all
}
