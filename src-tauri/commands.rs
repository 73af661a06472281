//! What the page may ask for: the client's functions under the same names. A body is one line; a rule of chat here
//! would be in the wrong place.

mod accounts;
mod app;
mod builtin;
mod conversations;
mod friends;
mod messages;
mod settings;
mod users;
mod window;

use tauri::{Wry, ipc::Invoke};

pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        accounts::accounts,
        accounts::look_up_server,
        accounts::register,
        accounts::sign_in,
        accounts::sign_in_with_token,
        accounts::send_code,
        accounts::sign_in_with_code,
        accounts::reset_password,
        accounts::change_password,
        accounts::renew_recovery_code,
        accounts::contacts,
        accounts::send_proof,
        accounts::prove_contact,
        accounts::remove_contact,
        accounts::devices,
        accounts::sign_out_device,
        accounts::delete_account,
        accounts::update_profile,
        accounts::renew_token,
        accounts::sign_out,
        app::go,
        app::licences,
        app::listen,
        app::look,
        app::open_link,
        app::show_folder,
        app::set_locale,
        app::shows_notifications,
        app::version,
        builtin::builtin,
        builtin::invite,
        builtin::read_invitation,
        builtin::read_invitation_picture,
        builtin::back_up,
        builtin::backups,
        builtin::restore,
        conversations::conversations,
        conversations::open_conversation,
        conversations::mark_read,
        conversations::set_draft,
        conversations::set_notify,
        friends::friends,
        friends::friend_requests,
        friends::blocked_users,
        friends::see_friend_requests,
        friends::add_friend,
        friends::answer_friend,
        friends::describe_friend,
        friends::pin_friend,
        friends::delete_friend,
        friends::set_blocked,
        friends::privacy,
        friends::set_privacy,
        messages::messages,
        messages::send_text,
        messages::resend,
        messages::discard,
        settings::settings,
        settings::set_settings,
        users::find_users,
        users::user,
        users::find_known,
        window::autostart,
        window::close_window,
        window::set_autostart,
    ]
}
