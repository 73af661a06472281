import "./theme/base.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { openApi } from "./api";
import { settings } from "./settings/settings.svelte";

const target = document.getElementById("app");
if (target !== null) {
  const api = await openApi();
  void settings.start(api);
  mount(App, { target, props: { api } });
}
