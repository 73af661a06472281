import "./theme/base.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { openApi } from "./api";

const target = document.getElementById("app");
if (target !== null) mount(App, { target, props: { api: await openApi() } });
