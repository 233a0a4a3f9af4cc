/// The service's own small picture: a price that falls below a line.
enum PageIcon {
    /// The picture, as SVG; no style and no script stands in it.
    static let svg = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\
        <rect width="32" height="32" rx="8" fill="#2563eb"/>\
        <path d="M6 10h7v5h6v7h7" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" \
        stroke-linejoin="round"/>\
        <circle cx="25" cy="22" r="3.4" fill="#fff"/></svg>
        """
}
