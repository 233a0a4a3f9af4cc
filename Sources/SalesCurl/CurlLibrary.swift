internal import CLibcurl

/// The libcurl that this process uses.
public enum CurlLibrary {
    /// Its version, for example `7.88.1`.
    public static var version: String {
        curl_version_info(CURLVERSION_TENTH).flatMap { $0.pointee.version.map { String(cString: $0) } } ?? "unknown"
    }

    /// What it lacks of what is needed here, in words; empty on every system that is supported.
    public static var missingFeatures: [String] {
        guard let info = curl_version_info(CURLVERSION_TENTH)?.pointee else { return ["libcurl"] }
        let needed: [(Int32, String)] = [
            (Int32(CURL_VERSION_SSL), "TLS"), (Int32(CURL_VERSION_HTTP2), "HTTP/2"),
            (Int32(CURL_VERSION_ASYNCHDNS), "name resolution without blocking"),
        ]
        // 7.87 has the last of the options that are used: CURLOPT_QUICK_EXIT and the cache of authorities.
        let isOld = info.version_num < 0x07_57_00
        return needed.filter { info.features & $0.0 == 0 }.map(\.1) + (isOld ? ["version 7.87 or later"] : [])
    }

    /// Sets libcurl up once for the process, which is safe from any thread since 7.84; whether it worked.
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
