//! The icon by Tauri's own, on the systems that always have a place for one. Not tried.

use anyhow::Context as _;
use tauri::{
    AppHandle,
    image::Image,
    menu::{Menu, MenuItem, PredefinedMenuItem},
    tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent},
};
use tokio::sync::watch;

use super::{
    Shown,
    face::{Face, Faces},
    open,
    picture::picture,
};
use crate::{unread::Chat, window};

const OPEN: &str = "open";
const QUIT: &str = "quit";
/// Before the number of a conversation.
const CHAT: &str = "chat-";

/// The conversations of the present menu.
type Chats = watch::Sender<Vec<Chat>>;

/// Shows the icon for as long as this runs.
pub(super) async fn keep(app: AppHandle, mut faces: Faces, tell: watch::Sender<Shown>) {
    let chats = Chats::new(Vec::new());
    let icon = match build(&app, &faces.now(), &chats) {
        Ok(icon) => icon,
        Err(error) => {
            tracing::error!("There is no icon in the panel: {error:#}");
            tell.send_replace(Shown::No);
            return;
        }
    };
    tell.send_replace(Shown::Yes);
    while let Some(face) = faces.next().await {
        if let Err(error) = change(&app, &icon, &face, &chats) {
            tracing::error!("The icon in the panel could not be changed: {error:#}");
        }
    }
}

fn build(app: &AppHandle, face: &Face, chats: &Chats) -> anyhow::Result<TrayIcon> {
    let shown = chats.subscribe();
    let icon = TrayIconBuilder::new()
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(move |app, event| match event.id().as_ref() {
            OPEN => window::raise(app),
            QUIT => window::quit(app),
            chosen => {
                let at = chosen.strip_prefix(CHAT).and_then(|at| at.parse::<usize>().ok());
                if let Some(chat) = at.and_then(|at| shown.borrow().get(at).cloned()) {
                    open(app, &chat);
                }
            }
        })
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::Click {
                button: MouseButton::Left,
                button_state: MouseButtonState::Up,
                ..
            } = event
                && !cfg!(target_os = "macos")
            {
                window::raise(icon.app_handle());
            }
        })
        .build(app)
        .context("Put the icon into the panel")?;
    change(app, &icon, face, chats)?;
    Ok(icon)
}

fn change(app: &AppHandle, icon: &TrayIcon, face: &Face, chats: &Chats) -> anyhow::Result<()> {
    let picture = picture(face.dot)?;
    let (width, height) = picture.dimensions();
    icon.set_icon(Some(Image::new_owned(picture.into_raw(), width, height)))?;
    icon.set_tooltip(Some(format!("Selkie · {}", face.line)))?;
    let menu = Menu::new(app)?;
    menu.append(&MenuItem::new(app, &face.line, false, None::<&str>)?)?;
    for (at, (label, _)) in face.chats.iter().enumerate() {
        // One ampersand would mark the key of the line.
        let label = label.replace('&', "&&");
        menu.append(&MenuItem::with_id(
            app,
            format!("{CHAT}{at}"),
            label,
            true,
            None::<&str>,
        )?)?;
    }
    menu.append(&PredefinedMenuItem::separator(app)?)?;
    menu.append(&MenuItem::with_id(app, OPEN, face.open, true, None::<&str>)?)?;
    menu.append(&MenuItem::with_id(app, QUIT, face.quit, true, None::<&str>)?)?;
    icon.set_menu(Some(menu))?;
    chats.send_replace(face.chats.iter().map(|(_, chat)| chat.clone()).collect());
    Ok(())
}
