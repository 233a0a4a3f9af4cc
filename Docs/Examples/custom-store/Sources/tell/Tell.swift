import DictionaryStore
import SalesCore

/// Tracks a product on the store of this package, and prints what would be told when its price falls.
///
/// The pages are scripted, so that it runs anywhere: put a `CurlFetcher` of `SalesCurl` in their place, and a
/// notifier that reaches you in place of the one that only keeps its messages.
@main
struct Tell {
    static func main() async throws {
        let url = try PageURL("https://shop.example/kettle")
        let shop = ScriptedFetcher()
        shop.script(url, .page(page(price: "49.99"), at: url))
        let notifier = RecordingNotifier()
        let tracker = Tracker(
            store: DictionaryStore(),
            fetcher: shop,
            notifiers: [notifier],
            settings: settings
        )

        let tracked = try await tracker.track(TrackRequest(url: url.absoluteString, rule: .below("40.00")))
        print("Tracking \(tracked.product.name): \(RuleWords.text(tracked.subscription.rule))")

        shop.script(url, .page(page(price: "39.99"), at: url))
        // The first look sees another price, two more confirm it.
        for _ in 1...3 {
            try await tracker.check([tracked.product.id]) { report in
                print("Checked: \(report.event == nil ? "nothing to tell yet" : "a confirmed change")")
            }
        }
        _ = try await tracker.expandEvents()
        try await tracker.deliverAlerts()
        for message in notifier.messages { print("Would tell: \(message.short)") }
    }

    /// A real shop is asked once a second, and a change is confirmed after ten: too long for an example.
    private static var settings: Tracker.Settings {
        var settings = Tracker.Settings()
        settings.hosts = HostPolicy(standard: HostLimits(rate: 100, burst: 10))
        settings.readings = ReadingGuard(policy: ReadingGuard.Policy(minimumGap: .milliseconds(1)))
        return settings
    }

    private static func page(price: String) -> String {
        """
        <!doctype html><html lang="en-GB"><head><title>Kettle</title>
        <script type="application/ld+json">
        {"@context": "https://schema.org", "@type": "Product", "name": "Kettle", "offers": {"@type": "Offer",
         "price": "\(price)", "priceCurrency": "GBP", "availability": "https://schema.org/InStock"}}
        </script></head><body><h1>Kettle</h1><p>£\(price)</p><button>Add to basket</button></body></html>
        """
    }
}
