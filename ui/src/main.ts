import "./theme/base.css";
import "./theme/accent.tokens.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { openApi } from "./api";
import { theme } from "./settings/theme.svelte";

theme.apply(document.documentElement);
const target = document.getElementById("app");
if (target !== null) {
  mount(App, { target, props: { api: await openApi() } });
}
