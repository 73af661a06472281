//! The shell: a window around the headless client. The only Rust that names Tauri; it holds no rule of chat.

mod arguments;
mod builtin;
mod commands;
mod engine;
mod events;
mod folders;
mod instance;
mod invitation;
mod link;
mod notify;
mod paths;
mod settings;
mod task;
mod web;
mod window;
mod words;

use std::process::ExitCode;

use anyhow::Context as _;
use client::{
    event::Event,
    view::{BuiltinState, BuiltinView},
};
use tauri::{Manager as _, RunEvent};

use crate::{
    arguments::{Arguments, Wanted},
    builtin::Builtin,
    engine::Engine,
    folders::Folders,
    notify::Notifier,
    settings::Choices,
    words::Spoken,
};

/// Runs the app until its window is closed.
pub fn run() -> ExitCode {
    log();
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
    match start(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(arguments: Arguments) -> anyhow::Result<()> {
    let places = paths::Places::of_this_process();
    let folder = paths::folder(&places, arguments.profile.as_ref())?;
    let base = paths::base(&places)?;
    // The engine meets the same error, and the window shows its answer.
    if let Err(error) = paths::make(&folder) {
        tracing::error!("The data folder could not be made: {error}");
    }
    let mut context = context();
    instance::name(context.config_mut(), &folder);
    let engine = Engine::new(folder.clone());
    if let Some(link) = arguments.link {
        engine.events().tell(link);
    }
    let app = tauri::Builder::default()
        .plugin(instance::plugin())
        .manage(engine)
        .manage(Choices::new(&folder))
        .manage(Spoken::new())
        .manage(Folders {
            data: folder.clone(),
            server: base.join("server"),
        })
        .invoke_handler(commands::handler())
        .setup(move |app| {
            let (settings, handle) = (app.state::<Choices>().watch(), app.handle().clone());
            app.manage(Notifier::new(app.handle()));
            app.manage(Builtin::new(&base, settings, move |view| follow(&handle, view)));
            Ok(window::open(app.handle(), &folder)?)
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
        // Looking at the window, or waking the machine, is when a person expects the link to be tried again.
        RunEvent::WindowEvent {
            event: tauri::WindowEvent::Focused(true),
            ..
        }
        | RunEvent::Resumed => {
            app.state::<Engine>().go();
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

/// `tauri.conf.json`, the icons and the page, as built in.
#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what Tauri's macro writes is Tauri's"
)]
fn context() -> tauri::Context {
    tauri::generate_context!()
}

/// Warnings go to stderr; `RUST_LOG` asks for more.
fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,selkie=info,client=info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}
