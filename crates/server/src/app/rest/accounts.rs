//! `/account/*` and what an app asks before somebody is signed in.

use std::sync::Arc;

use axum::Router;
use protocol::Code;
use protocol::rest::Empty;
use protocol::rest::account::{
    ChangePasswordReq, ClientConfigReq, ClientConfigResp, LatestVersionReq, LatestVersionResp, LoginReq, LoginResp,
    RegisterReq, RegisterResp, ResetPasswordReq, ResetPasswordResp, SendCodeReq, SendCodeResp, VerifyCodeReq, used_for,
};

use super::{Context, bind};
use crate::app::codes::Purpose;
use crate::app::contact::Contact;
use crate::app::language::Language;
use crate::app::proving::WAIT_SECONDS;
use crate::app::recovery;
use crate::app::registration::{By, Registering};
use crate::app::store::accounts::Name;
use crate::apps::App;
use crate::config::Registration;
use crate::im::{Failure, UserId};

pub(super) fn route(router: Router<Arc<App>>) -> Router<Arc<App>> {
    let router = bind(router, register);
    let router = bind(router, login);
    let router = bind(router, reset_password);
    let router = bind(router, change_password);
    let router = bind(router, send_code);
    let router = bind(router, verify_code);
    let router = bind(router, client_config);
    bind(router, latest_version)
}

async fn register(app: Arc<App>, context: Context, asked: RegisterReq) -> Result<RegisterResp, Failure> {
    let admin = !context.token.is_empty()
        && app
            .accounts
            .caller(&context.token)
            .await
            .is_ok_and(|caller| caller.admin);
    let user = asked.user;
    let registering = Registering {
        account: user.account,
        password: user.password,
        nickname: user.nickname,
        face_url: user.face_url,
        area_code: user.area_code,
        phone_number: user.phone_number,
        email: user.email,
        gender: user.gender,
        birth: user.birth,
        invitation: asked.invitation_code,
        code: asked.verify_code,
        language: asked.language,
        time_zone: asked.time_zone,
        user_id: (!user.user_id.is_empty()).then_some(user.user_id),
        sign_in: asked.auto_login.then(|| platform(asked.platform)),
    };
    let by = if admin { By::Owner } else { By::Stranger(context.from) };
    let registered = app.accounts.register(registering, by).await?;
    let mut answer = RegisterResp {
        user_id: registered.user.0,
        recovery_code: registered.recovery_code,
        ..RegisterResp::default()
    };
    if let Some(tokens) = registered.tokens {
        (answer.im_token, answer.chat_token) = (tokens.im, tokens.chat);
    }
    if app.config.plain {
        answer.recovery_code.clear();
    }
    Ok(answer)
}

async fn login(app: Arc<App>, context: Context, asked: LoginReq) -> Result<LoginResp, Failure> {
    let platform = platform(asked.platform);
    let signed_in = if asked.password.is_empty() && !asked.verify_code.is_empty() {
        let to = Contact::must_be(&asked.area_code, &asked.phone_number, &asked.email)?;
        let signing_in = app
            .accounts
            .sign_in_by_code(&to, &asked.verify_code, platform, context.from);
        signing_in.await?
    } else {
        let name = name(asked.account, asked.area_code, asked.phone_number, asked.email)?;
        app.accounts
            .sign_in(name, &asked.password, platform, context.from)
            .await?
    };
    Ok(LoginResp {
        im_token: signed_in.tokens.im,
        chat_token: signed_in.tokens.chat,
        user_id: signed_in.user.0,
    })
}

async fn reset_password(
    app: Arc<App>,
    context: Context,
    asked: ResetPasswordReq,
) -> Result<ResetPasswordResp, Failure> {
    let to = Contact::of(&asked.area_code, &asked.phone_number, &asked.email)?;
    // A recovery code is longer; whoever forgot his account's name may show it with an address too.
    if let Some(to) = to.filter(|_| asked.account.is_empty() && recovery::hash(&asked.verify_code).is_none()) {
        let reset = app
            .accounts
            .reset_password_by_code(&to, &asked.verify_code, &asked.password, context.from);
        reset.await?;
        return Ok(ResetPasswordResp::default());
    }
    let name = name(asked.account, asked.area_code, asked.phone_number, asked.email)?;
    let code = app
        .accounts
        .reset_password(&name, &asked.verify_code, &asked.password, context.from)
        .await?;
    Ok(ResetPasswordResp { recovery_code: code })
}

/// OpenIM's answer is empty and its caller is signed out; ours brings new tokens for the device that asked.
async fn change_password(app: Arc<App>, context: Context, asked: ChangePasswordReq) -> Result<LoginResp, Failure> {
    let caller = app.accounts.caller(&context.token).await?;
    if !asked.user_id.is_empty() {
        caller.must_be(&UserId(asked.user_id))?;
    }
    let changed = app
        .accounts
        .change_password(&caller, &asked.current_password, &asked.new_password, context.from)
        .await?;
    Ok(LoginResp {
        im_token: changed.im,
        chat_token: changed.chat,
        user_id: caller.user.0,
    })
}

async fn send_code(app: Arc<App>, context: Context, asked: SendCodeReq) -> Result<SendCodeResp, Failure> {
    if !app.accounts.offers_any() {
        return Err(Failure::new(
            Code::FORBIDDEN,
            "this server sends no codes; a recovery code takes their place",
        ));
    }
    let purpose = match asked.used_for {
        used_for::REGISTER => Purpose::Register,
        used_for::RESET_PASSWORD => Purpose::Reset,
        used_for::LOGIN => Purpose::SignIn,
        used_for::PROVE if !app.config.plain => Purpose::Prove(app.accounts.caller(&context.token).await?.user),
        _ => return Err(Failure::new(Code::ARGS, "usedFor is 1, 2 or 3")),
    };
    let to = Contact::must_be(&asked.area_code, &asked.phone_number, &asked.email)?;
    let language = Language::of(&asked.language);
    let sending = app
        .accounts
        .send_code(to, purpose, &asked.invitation_code, language, context.from);
    sending.await?;
    let wait_seconds = if app.config.plain { 0 } else { WAIT_SECONDS };
    Ok(SendCodeResp { wait_seconds })
}

async fn verify_code(app: Arc<App>, context: Context, asked: VerifyCodeReq) -> Result<Empty, Failure> {
    let to = Contact::must_be(&asked.area_code, &asked.phone_number, &asked.email)?;
    app.accounts.verify(&to, &asked.verify_code, context.from)?;
    Ok(Empty::default())
}

/// What OpenIM's apps ask before they show a form.
async fn client_config(app: Arc<App>, _: Context, _: ClientConfigReq) -> Result<ClientConfigResp, Failure> {
    let invited = if app.config.registration == Registration::Invite {
        "1"
    } else {
        "0"
    };
    let config = [("needInvitationCodeRegister", invited), ("allowSendMsgNotFriend", "1")];
    let config = config
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Ok(ClientConfigResp { config })
}

/// The server hands out no apps.
async fn latest_version(_: Arc<App>, _: Context, _: LatestVersionReq) -> Result<LatestVersionResp, Failure> {
    Ok(LatestVersionResp::default())
}

fn name(account: String, area_code: String, number: String, email: String) -> Result<Name, Failure> {
    // Nobody's name is longer, and what is tried is remembered for a while.
    if account.len() > 254 || area_code.len() > 8 || number.len() > 32 || email.len() > 254 {
        return Err(Failure::new(Code::ARGS, "no name is as long as that"));
    }
    if !account.is_empty() {
        return Ok(Name::Account(account.trim().to_owned()));
    }
    let contact = Contact::of(&area_code, &number, &email)?;
    contact.map(|contact| contact.name()).ok_or(Failure::new(
        Code::ARGS,
        "an account, a phone number or a mail address is needed",
    ))
}

/// 0 is nobody's platform: the first device that connects decides.
fn platform(asked: i32) -> Option<i32> {
    (asked != 0).then_some(asked)
}
