//! The icon by the freedesktop specification of status notifier items, over the session bus. A panel may come later than
//! the app, go, and come again.

use image::imageops::{FilterType, resize};
use ksni::{Category, Handle, Icon, MenuItem, OfflineReason, ToolTip, TrayMethods as _, menu::StandardItem};
use tauri::AppHandle;
use tokio::sync::watch;

use super::{
    Shown,
    face::{Face, Faces},
    open,
    picture::picture,
};
use crate::window;

/// The sizes at which panels show icons; whichever is nearest is taken.
const SIZES: [u32; 6] = [16, 22, 24, 32, 48, 96];

struct Sign {
    app: AppHandle,
    face: Face,
    online: watch::Sender<bool>,
}

/// Shows the icon for as long as this runs, and tells whether anybody does show it.
pub(super) async fn keep(app: AppHandle, mut faces: Faces, tell: watch::Sender<Shown>) {
    let (online, mut panel) = watch::channel(true);
    let sign = Sign {
        app,
        face: faces.now(),
        online,
    };
    let handle = match sign.assume_sni_available(true).spawn().await {
        Ok(handle) => Leave(handle),
        Err(error) => {
            tracing::info!("There is no icon in the panel: {error}");
            tell.send_replace(Shown::No);
            return;
        }
    };
    loop {
        let shown = if *panel.borrow_and_update() {
            Shown::Yes
        } else {
            Shown::No
        };
        tell.send_replace(shown);
        tokio::select! {
            biased;
            changed = panel.changed() => {
                // The other end lives in the icon.
                if changed.is_err() {
                    tell.send_replace(Shown::No);
                    return;
                }
            }
            face = faces.next() => {
                let Some(face) = face else {
                    return;
                };
                handle.0.update(|sign| sign.face = face).await;
            }
        }
    }
}

/// Takes the icon away when dropped.
struct Leave(Handle<Sign>);

impl Drop for Leave {
    fn drop(&mut self) {
        drop(self.0.shutdown());
    }
}

impl ksni::Tray for Sign {
    fn id(&self) -> String {
        "selkie".into()
    }

    fn title(&self) -> String {
        "Selkie".into()
    }

    fn category(&self) -> Category {
        Category::Communications
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        pixmaps(self.face.dot)
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip {
            title: "Selkie".into(),
            description: self.face.line.clone(),
            ..ToolTip::default()
        }
    }

    fn activate(&mut self, _: i32, _: i32) {
        window::raise(&self.app);
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        let line = StandardItem {
            label: self.face.line.clone(),
            enabled: false,
            ..StandardItem::default()
        };
        let chats = self.face.chats.iter().map(|(label, chat)| {
            let chat = chat.clone();
            item(label, move |app| open(app, &chat))
        });
        let mut menu = vec![line.into()];
        menu.extend(chats);
        menu.push(MenuItem::Separator);
        menu.push(item(self.face.open, window::raise));
        menu.push(item(self.face.quit, window::quit));
        menu
    }

    fn watcher_online(&self) {
        self.online.send_replace(true);
    }

    fn watcher_offline(&self, _: OfflineReason) -> bool {
        self.online.send_replace(false);
        true
    }
}

fn item(label: &str, act: impl Fn(&AppHandle) + Send + 'static) -> MenuItem<Sign> {
    let item = StandardItem {
        // One underscore would mark the key of the line.
        label: label.replace('_', "__"),
        activate: Box::new(move |sign: &mut Sign| act(&sign.app)),
        ..StandardItem::default()
    };
    item.into()
}

/// In the bytes of the specification: alpha first.
fn pixmaps(dot: bool) -> Vec<Icon> {
    let picture = match picture(dot) {
        Ok(picture) => picture,
        Err(error) => {
            tracing::error!("{error:#}");
            return Vec::new();
        }
    };
    let sizes = SIZES.iter().map(|&size| {
        let mut small = resize(&picture, size, size, FilterType::Lanczos3);
        for pixel in small.pixels_mut() {
            pixel.0.rotate_right(1);
        }
        let side = i32::try_from(size).unwrap_or_default();
        Icon {
            width: side,
            height: side,
            data: small.into_raw(),
        }
    });
    sizes.collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn every_size_is_there_in_the_order_of_the_bus() {
        let icons = pixmaps(true);
        assert_eq!(icons.len(), SIZES.len());
        for icon in &icons {
            assert_eq!(icon.data.len(), usize::try_from(icon.width * icon.height * 4).unwrap());
        }
        // The middle of the dot, which is of one colour.
        let icon = icons.last().unwrap();
        let at = usize::try_from((73 * icon.width + 73) * 4).unwrap();
        assert_eq!(icon.data.get(at..at + 4), Some([0xff, 0xe5, 0x53, 0x2d].as_slice()));
    }
}
