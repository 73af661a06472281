//! The interface of notifications on the session bus, as freedesktop.org specifies it, and how a note is put into it.

use std::collections::BTreeMap;

use zbus::zvariant::Value;

use crate::notify::note::{self, Note};

pub const NAME: &str = "org.freedesktop.Notifications";

/// Of `Selkie.desktop`, by which desktops find the app's name and icon.
const ENTRY: &str = "Selkie";

#[zbus::proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications",
    gen_blocking = false
)]
pub trait Notifications {
    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;

    #[expect(clippy::too_many_arguments, reason = "the specification's")]
    fn notify(
        &self,
        app_name: &str,
        replaces_id: u32,
        app_icon: &str,
        summary: &str,
        body: &str,
        actions: &[&str],
        hints: BTreeMap<&str, Value<'_>>,
        expire_timeout: i32,
    ) -> zbus::Result<u32>;

    fn close_notification(&self, id: u32) -> zbus::Result<()>;

    #[zbus(signal)]
    fn action_invoked(&self, id: u32, action_key: String) -> zbus::Result<()>;

    #[zbus(signal)]
    fn notification_closed(&self, id: u32, reason: u32) -> zbus::Result<()>;
}

/// Shows a note, in place of the one with this number unless that is 0, and tells its number.
pub async fn show(
    proxy: &NotificationsProxy<'_>,
    replaced: u32,
    note: &Note,
    (action, label): (&str, &str),
    face: Option<Vec<u8>>,
) -> zbus::Result<u32> {
    let can = proxy.get_capabilities().await?;
    let can = |what: &str| can.iter().any(|one| one == what);
    let body = if can("body-markup") {
        note::escaped(&note.body)
    } else {
        note.body.clone()
    };
    let actions: &[&str] = if can("actions") { &[action, label] } else { &[] };
    let hints = BTreeMap::from([
        ("desktop-entry", Value::from(ENTRY)),
        ("category", Value::from("im.received")),
        ("image-data", face.and_then(|file| drawn(&file)).unwrap_or_else(picture)),
    ]);
    // The time for which it is shown is the desktop's choice.
    let expires = -1;
    proxy
        .notify("Selkie", replaced, "", &note.title, &body, actions, hints, expires)
        .await
}

/// The app's icon as the specification wants raw pictures: size, bytes of a row, transparency, bits, colours, bytes.
fn picture() -> Value<'static> {
    let icon = tauri::include_image!("icons/128x128.png");
    let side = |side: u32| i32::try_from(side).unwrap_or(0);
    let (width, height) = (side(icon.width()), side(icon.height()));
    Value::from((width, height, width * 4, true, 8, 4, icon.rgba().to_vec()))
}

/// In pixels: no desktop draws it larger.
const SIDE: u32 = 96;

/// Somebody's picture. The engine wrote the file, so it is small.
fn drawn(file: &[u8]) -> Option<Value<'static>> {
    let picture = image::load_from_memory(file).ok()?.thumbnail(SIDE, SIDE).into_rgba8();
    let (width, height) = (
        i32::try_from(picture.width()).ok()?,
        i32::try_from(picture.height()).ok()?,
    );
    Some(Value::from((width, height, width * 4, true, 8, 4, picture.into_raw())))
}
