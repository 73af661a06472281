//! The shell: a window around the headless client. The only Rust that names Tauri; it holds no rule of chat.

mod answers;
mod arguments;
mod autostart;
mod badge;
mod builtin;
mod choosing;
mod closing;
mod commands;
mod downloads;
mod engine;
mod events;
mod faces;
mod films;
mod folders;
mod instance;
mod invitation;
mod licences;
mod link;
mod logs;
mod media;
mod microphone;
mod named;
mod notify;
mod paths;
#[cfg(target_os = "linux")]
mod renderer;
mod saved;
mod settings;
mod task;
mod tray;
mod unread;
mod web;
mod window;
mod words;

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use client::{
    event::Event,
    view::{BuiltinState, BuiltinView},
};
use tauri::{Manager as _, RunEvent, WindowEvent};

use crate::{
    arguments::{Arguments, Wanted},
    autostart::Autostart,
    badge::Badge,
    builtin::Builtin,
    closing::{Guard, Question},
    engine::Engine,
    faces::Faces,
    films::Films,
    folders::Folders,
    media::Media,
    notify::Notifier,
    saved::Saved,
    settings::Choices,
    task::Task,
    tray::Tray,
    unread::Unread,
    window::Whereabouts,
    words::Spoken,
};

/// Runs the app until it is quit.
pub fn run() -> ExitCode {
    let arguments = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(Wanted::Window(arguments)) => arguments,
        Ok(Wanted::Help) => {
            print!("{}", arguments::HELP);
            return ExitCode::SUCCESS;
        }
        Ok(Wanted::Version) => {
            println!("selkie {}", env!("CARGO_PKG_VERSION"));
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            eprintln!("{problem}\n\n{}", arguments::HELP);
            return ExitCode::from(2);
        }
    };
    #[cfg(target_os = "linux")]
    renderer::choose();
    let places = paths::Places::of_this_process();
    let folder = paths::folder(&places, arguments.profile.as_ref());
    logs::start(folder.as_deref().ok());
    match folder.and_then(|folder| start(arguments, &places, folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(arguments: Arguments, places: &paths::Places, folder: PathBuf) -> anyhow::Result<()> {
    let base = paths::base(places)?;
    // The engine meets the same error, and the window shows its answer.
    if let Err(error) = paths::make(&folder) {
        tracing::error!("The data folder could not be made: {error}");
    }
    let mut context = context();
    instance::name(context.config_mut(), &folder);
    let autostart = Autostart::new(&context.config().identifier, places, arguments.profile.as_ref());
    let engine = Engine::new(folder.clone());
    if let Some(link) = arguments.link {
        engine.events().tell(link.into());
    }
    let app = tauri::Builder::default()
        .plugin(instance::plugin())
        .manage(engine)
        .manage(Choices::new(&folder))
        .manage(Spoken::new())
        .manage(Folders {
            data: folder.clone(),
            server: base.join("server"),
            logs: logs::folder(&folder),
        })
        .manage(autostart)
        .manage(Whereabouts::new(&folder, window::least(context.config())))
        .manage(Question::default())
        .manage(Films::default())
        .manage(Saved::default())
        .invoke_handler(commands::handler())
        .register_asynchronous_uri_scheme_protocol(faces::SCHEME, answers::answer::<faces::Face, _>)
        .register_asynchronous_uri_scheme_protocol(media::SCHEME, answers::answer::<media::Wanted, _>)
        .setup(move |app| {
            let (settings, handle) = (app.state::<Choices>().watch(), app.handle().clone());
            // The page asks for the client with its first words, and finds it open; why it is not, it is told then.
            let opening = app.handle().clone();
            app.manage(Task::new(async move {
                let _ = opening.state::<Engine>().client().await;
            }));
            app.manage(Faces::new(app.handle()));
            app.manage(Media::new(app.handle()));
            app.manage(Notifier::new(app.handle()));
            app.manage(Builtin::new(&base, settings, move |view| follow(&handle, view)));
            window::open(app.handle(), &folder, arguments.hidden)?;
            surround(app.handle());
            Ok(())
        })
        .build(context)
        .context("Start the app")?;
    app.run(|app, event| match event {
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            for url in urls {
                instance::take(app, url.as_str());
            }
        }
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::raise(app),
        // Looking at the window, or waking the machine, is when a person expects the link to be tried again.
        RunEvent::WindowEvent {
            event: WindowEvent::Focused(true),
            ..
        }
        | RunEvent::Resumed => {
            app.state::<Engine>().go();
        }
        RunEvent::WindowEvent {
            event: WindowEvent::Focused(false),
            ..
        } => app.state::<Whereabouts>().keep(app),
        RunEvent::WindowEvent {
            event: WindowEvent::CloseRequested { api, .. },
            ..
        } => {
            app.state::<Whereabouts>().keep(app);
            if !closing::pressed(app) {
                api.prevent_close();
            }
        }
        RunEvent::Exit => tauri::async_runtime::block_on(async {
            app.state::<Notifier>().close().await;
            app.state::<Engine>().close().await;
            // After the engine, whose last words may be meant for it.
            app.state::<Builtin>().close().await;
        }),
        _ => {}
    });
    Ok(())
}

/// The page hears what became of the server inside the app, and who is signed in there is connected at once.
fn follow(app: &tauri::AppHandle, view: BuiltinView) {
    let engine = app.state::<Engine>();
    if matches!(view.state, BuiltinState::Running | BuiltinState::Elsewhere) {
        engine.go();
    }
    engine.events().tell(Event::Builtin { view });
}

/// What shows itself beside the page: the icon in the panel, the title, the badge.
fn surround(app: &tauri::AppHandle) {
    let unread = Unread::new(app.state::<Engine>().watch());
    let faces = tray::Faces {
        waiting: unread.watch(),
        locale: app.state::<Spoken>().watch(),
    };
    let tray = Tray::new(app, faces);
    app.manage(Badge::new(app, unread.watch()));
    app.manage(Guard::new(app, tray.watch()));
    app.manage(tray);
    app.manage(unread);
}

/// `tauri.conf.json`, the icons and the page, as built in.
#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what Tauri's macro writes is Tauri's"
)]
fn context() -> tauri::Context {
    tauri::generate_context!()
}
