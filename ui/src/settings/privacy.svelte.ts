import { type AccountId, type Api, type Code, type PrivacyView, codeOf } from "../api";

/** What one account lets others do. A change holds at once, and is put back where the server does not take it. */
export class Privacy {
  readonly #api: Api;
  readonly #account: AccountId;

  value = $state.raw<PrivacyView | null>(null);
  problem = $state<Code | null>(null);
  /** What the server is known to have. */
  #kept: PrivacyView | null = null;
  #keeping: Promise<void> | null = null;

  constructor(api: Api, account: AccountId) {
    this.#api = api;
    this.#account = account;
  }

  async read(): Promise<void> {
    this.problem = null;
    try {
      this.value = this.#kept = await this.#api.privacy(this.#account);
    } catch (failure) {
      this.problem = codeOf(failure);
    }
  }

  change(part: Partial<PrivacyView>): void {
    if (this.value === null) return;
    this.problem = null;
    this.value = { ...this.value, ...part };
    void this.kept();
  }

  /** Settles when the server has everything that was changed, or has refused it. */
  kept(): Promise<void> {
    this.#keeping ??= this.#keep().finally(() => (this.#keeping = null));
    return this.#keeping;
  }

  async #keep(): Promise<void> {
    while (this.value !== null && this.value !== this.#kept) {
      const wanted = this.value;
      try {
        this.#kept = await this.#api.setPrivacy(this.#account, wanted);
      } catch (failure) {
        // A newer change carries this one along, and has its own answer.
        if (this.value !== wanted) continue;
        this.problem = codeOf(failure);
      }
      if (this.value === wanted) this.value = this.#kept;
    }
  }
}
