import SalesCore
import SalesCurl

/// Fetchers as the tests need them.
enum TestFetcher {
    static func make(allowing urls: [PageURL] = [], options: CurlOptions = TestFetcher.options) -> CurlFetcher {
        CurlFetcher(engine: engine(allowing: urls), options: options)
    }

    static func engine(allowing urls: [PageURL] = [], limits: CurlEngine.Limits = .init()) -> CurlEngine {
        CurlEngine(policy: policy(allowing: urls), limits: limits)
    }

    static func policy(allowing urls: [PageURL]) -> NetworkPolicy {
        .publicInternet(
            allowing: urls.compactMap { url in IPAddress(url.host).map { AllowedAddress($0, port: url.port) } }
        )
    }

    static let options = CurlOptions(contact: "https://tracker.example/about")
}
