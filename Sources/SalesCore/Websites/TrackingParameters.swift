/// Query keys that say where a visitor came from and never which product is shown.
///
/// Only what is on this list is dropped from a URL: a key that is not known to be idle may select a product.
public enum TrackingParameters {
    /// Keys that begin with one of these are dropped.
    static let prefixes = ["utm_", "mtm_", "pk_", "matomo_", "hsa_", "stm_"]

    /// Keys that are dropped, in lower case: click identifiers of advertising networks and mail tools.
    static let names: Set<String> = [
        "_branch_match_id", "_ga", "_gac", "_gl", "_hsenc", "_hsmi", "_ke", "_openstat", "cjevent", "dclid", "dm_i",
        "epik", "fb_action_ids", "fb_action_types", "fb_ref", "fb_source", "fbclid", "gad_campaignid", "gad_source",
        "gbraid", "gclid", "gclsrc", "igsh", "igshid", "irclickid", "li_fat_id", "mc_cid", "mc_eid", "mkt_tok",
        "msclkid", "oly_anon_id", "oly_enc_id", "rb_clickid", "s_kwcid", "srsltid", "tblci", "ttclid", "twclid",
        "vero_conv", "vero_id", "wbraid", "wickedid", "yclid", "ysclid", "zanpid",
    ]

    /// Whether a query key names no product.
    static func isIdle(_ key: some StringProtocol) -> Bool {
        let lower = key.lowercased()
        return names.contains(lower) || prefixes.contains { lower.hasPrefix($0) }
    }

    /// The URL without idle query keys; the others keep their order and their spelling.
    public static func removed(from url: PageURL) -> PageURL {
        guard let query = url.query else { return url }
        let kept = query.split(separator: "&", omittingEmptySubsequences: true).filter { pair in
            !isIdle(pair.prefix { $0 != "=" })
        }
        let text = kept.joined(separator: "&")
        return PageURL(
            scheme: url.scheme,
            host: url.host,
            port: url.port,
            path: url.path,
            query: text.isEmpty ? nil : text
        )
    }
}
