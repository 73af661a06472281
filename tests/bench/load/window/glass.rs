//! The screen, looked at through narrow slits: quick enough to see when something is there, and when nothing is. And a
//! finger that can press where it looks.

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat, Window};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

/// Through the names in the list, below the row on which the finger lies.
const LIST: (i16, i16, u16) = (170, 210, 480);
/// Through the words of others and through one's own in the thread.
const THREAD: [(i16, i16, u16); 2] = [(470, 110, 480), (1030, 110, 480)];

const BUTTON_PRESS: u8 = 4;
const BUTTON_RELEASE: u8 = 5;
const MOTION: u8 = 6;

pub struct Glass {
    x: RustConnection,
    root: Window,
}

impl Glass {
    pub fn new(display: &str) -> Self {
        let (x, number) = x11rb::connect(Some(display)).expect("The screen");
        let root = x.setup().roots[number].root;
        Self { x, root }
    }

    fn slit(&self, (x, y, height): (i16, i16, u16)) -> Vec<u8> {
        let image = self.x.get_image(ImageFormat::Z_PIXMAP, self.root, x, y, 1, height, !0);
        image.expect("The screen").reply().expect("A picture").data
    }

    pub fn list(&self) -> Vec<u8> {
        self.slit(LIST)
    }

    pub fn thread(&self) -> [Vec<u8>; 2] {
        THREAD.map(|slit| self.slit(slit))
    }

    /// Whether the thread shows its ground and nothing else.
    pub fn is_blank(&self) -> bool {
        self.thread()
            .iter()
            .all(|slit| slit.chunks(4).all(|pixel| pixel == &slit[..4]))
    }

    pub fn point(&self, x: i16, y: i16) {
        self.fake(MOTION, 0, x, y);
    }

    pub fn press(&self) {
        self.fake(BUTTON_PRESS, 1, 0, 0);
        self.fake(BUTTON_RELEASE, 1, 0, 0);
    }

    fn fake(&self, kind: u8, detail: u8, x: i16, y: i16) {
        self.x
            .xtest_fake_input(kind, detail, 0, self.root, x, y, 0)
            .expect("A finger");
        self.x.flush().expect("The screen");
    }
}
