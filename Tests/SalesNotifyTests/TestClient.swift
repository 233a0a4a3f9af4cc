import SalesCurl

/// What posts in tests.
enum TestClient {
    static func trusted() -> CurlHTTPClient {
        CurlHTTPClient(engine: CurlEngine(policy: .trusted), options: CurlOptions(contact: "https://tracker.example"))
    }
}
