internal import CLibcurl
internal import SalesCore

/// libcurl's own reading of a URL, compared with ours before anything is sent.
///
/// Two parsers that disagree on where a host ends are how checks are fooled; this makes a disagreement a refusal.
enum CurlURL {
    /// Whether libcurl takes the same scheme, host and port out of the URL's text.
    static func agrees(with url: PageURL) -> Bool {
        guard let handle = curl_url() else { return false }
        defer { curl_url_cleanup(handle) }
        let flags = UInt32(CURLU_PATH_AS_IS | CURLU_DISALLOW_USER)
        guard curl_url_set(handle, CURLUPART_URL, url.absoluteString, flags) == CURLUE_OK else { return false }
        return part(CURLUPART_HOST, of: handle)?.lowercased() == url.host
            && part(CURLUPART_SCHEME, of: handle)?.lowercased() == url.scheme.rawValue
            && part(CURLUPART_PORT, of: handle, flags: UInt32(CURLU_DEFAULT_PORT)) == String(url.port)
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer, flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
