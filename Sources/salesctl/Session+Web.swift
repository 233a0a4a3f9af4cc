import SalesCore
import SalesWeb

extension Session {
    /// What the API and the dashboard work with.
    func webParts(_ accounts: Accounts) throws -> WebParts {
        guard let store = store as? any WebParts.Store else {
            throw CommandFailure(.store, "This store cannot be served: it does not keep who is signed in.")
        }
        return WebParts(
            store: store,
            tracker: tracker,
            accounts: accounts,
            feedback: feedback,
            metrics: PrometheusRegistry(version: SalesCtl.version),
            time: time
        )
    }

    /// How the API and the dashboard are set.
    func webSettings(_ plan: ServePlan) -> WebSettings {
        let web = settings.web
        return WebSettings(
            registration: web.registration,
            isPrivate: plan.isPrivate,
            people: web.people,
            trustedProxies: web.trustedProxies
        )
    }
}
