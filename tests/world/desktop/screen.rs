//! The screen as a window manager sees it: whether the app's window is shown, where it is, what its title says; and the
//! close button that a window manager would draw.

use std::time::Duration;

use x11rb::{
    connection::Connection as _,
    protocol::xproto::{
        AtomEnum, ClientMessageEvent, ConfigureWindowAux, ConnectionExt as _, EventMask, MapState, Window,
    },
    rust_connection::RustConnection,
};

pub struct Screen {
    x: RustConnection,
    root: Window,
}

/// Left, top, width and height.
pub type Place = (i32, i32, u32, u32);

impl Screen {
    pub fn new(display: &str) -> Self {
        let (x, number) = x11rb::connect(Some(display)).unwrap();
        let root = x.setup().roots[number].root;
        Self { x, root }
    }

    /// The app's window, shown or not.
    fn window(&self) -> Option<Window> {
        let windows = self.x.query_tree(self.root).unwrap().reply().unwrap().children;
        // Toolkits have small windows of their own beside.
        windows.into_iter().find(|window| {
            self.name(*window).ends_with("Selkie") && self.place_of(*window).is_some_and(|at| at.2 > 100)
        })
    }

    fn name(&self, window: Window) -> String {
        let kind = self
            .x
            .intern_atom(false, b"_NET_WM_NAME")
            .unwrap()
            .reply()
            .unwrap()
            .atom;
        let name = self.x.get_property(false, window, kind, AtomEnum::ANY, 0, 256).unwrap();
        name.reply()
            .map(|name| String::from_utf8_lossy(&name.value).into_owned())
            .unwrap_or_default()
    }

    fn place_of(&self, window: Window) -> Option<Place> {
        let at = self.x.get_geometry(window).unwrap().reply().ok()?;
        Some((at.x.into(), at.y.into(), at.width.into(), at.height.into()))
    }

    /// A window that was never shown need not be there at all.
    fn is_shown(&self) -> bool {
        self.window().is_some_and(|window| {
            let seen = self.x.get_window_attributes(window).unwrap().reply();
            seen.is_ok_and(|seen| seen.map_state == MapState::VIEWABLE)
        })
    }

    pub fn has_window(&self) -> bool {
        self.window().is_some()
    }

    pub async fn shows(&self, shown: bool) {
        until(&format!("The window is shown: {shown}"), || self.is_shown() == shown).await;
    }

    pub async fn titled(&self, title: &str) {
        until(&format!("The title is {title}"), || {
            self.window().is_some_and(|window| self.name(window) == title)
        })
        .await;
    }

    pub async fn placed(&self, place: Place) {
        until(&format!("The window is at {place:?}"), || {
            self.window().and_then(|window| self.place_of(window)) == Some(place)
        })
        .await;
    }

    pub fn place(&self) -> Place {
        self.place_of(self.window().unwrap()).unwrap()
    }

    pub fn put(&self, (x, y, width, height): Place) {
        let place = ConfigureWindowAux::new().x(x).y(y).width(width).height(height);
        self.x.configure_window(self.window().unwrap(), &place).unwrap();
        self.x.flush().unwrap();
    }

    pub fn press_close(&self) {
        let atom = |name: &[u8]| self.x.intern_atom(false, name).unwrap().reply().unwrap().atom;
        let window = self.window().unwrap();
        let message = [atom(b"WM_DELETE_WINDOW"), 0, 0, 0, 0];
        let event = ClientMessageEvent::new(32, window, atom(b"WM_PROTOCOLS"), message);
        let sent = self.x.send_event(false, window, EventMask::NO_EVENT, event).unwrap();
        // Answered, or it would be lost with a connection that is closed right after.
        sent.check().unwrap();
    }
}

/// Waits for something of which nobody tells.
pub async fn until(what: &str, holds: impl Fn() -> bool) {
    let held = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let patience = Duration::from_secs(30);
    assert!(tokio::time::timeout(patience, held).await.is_ok(), "{what}: never");
}
