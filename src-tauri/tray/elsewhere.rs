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
    picture::picture,
};
use crate::window;

const OPEN: &str = "open";
const QUIT: &str = "quit";

/// Shows the icon for as long as this runs.
pub(super) async fn keep(app: AppHandle, mut faces: Faces, tell: watch::Sender<Shown>) {
    let icon = match build(&app, &faces.now()) {
        Ok(icon) => icon,
        Err(error) => {
            tracing::error!("There is no icon in the panel: {error:#}");
            tell.send_replace(Shown::No);
            return;
        }
    };
    tell.send_replace(Shown::Yes);
    while let Some(face) = faces.next().await {
        if let Err(error) = change(&app, &icon, &face) {
            tracing::error!("The icon in the panel could not be changed: {error:#}");
        }
    }
}

fn build(app: &AppHandle, face: &Face) -> anyhow::Result<TrayIcon> {
    let icon = TrayIconBuilder::new()
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(|app, event| match event.id().as_ref() {
            OPEN => window::raise(app),
            QUIT => window::quit(app),
            _ => {}
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
    change(app, &icon, face)?;
    Ok(icon)
}

fn change(app: &AppHandle, icon: &TrayIcon, face: &Face) -> anyhow::Result<()> {
    let picture = picture(face.dot)?;
    let (width, height) = picture.dimensions();
    icon.set_icon(Some(Image::new_owned(picture.into_raw(), width, height)))?;
    icon.set_tooltip(Some(format!("Selkie · {}", face.line)))?;
    let menu = Menu::with_items(
        app,
        &[
            &MenuItem::new(app, &face.line, false, None::<&str>)?,
            &PredefinedMenuItem::separator(app)?,
            &MenuItem::with_id(app, OPEN, face.open, true, None::<&str>)?,
            &MenuItem::with_id(app, QUIT, face.quit, true, None::<&str>)?,
        ],
    )?;
    icon.set_menu(Some(menu))?;
    Ok(())
}
