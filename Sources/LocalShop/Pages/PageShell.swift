/// What every page of the shop has around its content: head, header, navigation, scripts, footer.
struct PageShell: Sendable {
    var title: String
    var language = "en-GB"
    /// Markup for the head, already escaped.
    var head = ""
    /// Markup for the main part, already escaped.
    var main: String

    func html() -> String {
        """
        <!DOCTYPE html>
        <html lang="\(language)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title.htmlEscaped)</title>
        \(head)
        <style>\(Self.style)</style>
        <script>window.dataLayer = window.dataLayer || []; dataLayer.push({"event": "view", "cartTotal": 0});</script>
        </head>
        <body>
        <header class="site-header">
        <a class="logo" href="/">LocalShop</a>
        <form action="/" role="search"><input name="q" placeholder="Search the shop"><button>Search</button></form>
        <a class="basket" href="/basket">Basket (0)</a>
        </header>
        <nav><a href="/?c=kitchen">Kitchen</a> <a href="/?c=audio">Audio</a> <a href="/?c=outdoors">Outdoors</a>
        <a href="/?c=home">Home</a> <a href="/?c=sale">Sale</a></nav>
        <p class="promo">Free delivery on orders over £50.00 – and 10% off your first order with WELCOME10</p>
        <main>
        \(main)
        </main>
        <footer><p>Standard delivery £4.99. Next day £7.99. Returns are free for 30 days.</p>
        <p><a href="/">Home</a> · <a href="/robots.txt">robots.txt</a> · <a href="/control">Change this shop</a></p>
        <p>LocalShop is a pretend shop for trying things out. Nothing here is for sale.</p></footer>
        <script>document.documentElement.classList.add("js"); window.shop = {"freeDeliveryFrom": 50};</script>
        </body>
        </html>

        """
    }

    private static let style = """
        body{font:16px/1.5 sans-serif;margin:0 auto;max-width:60rem;padding:0 1rem;color:#222}\
        .site-header{display:flex;gap:1rem;align-items:center;padding:1rem 0}.logo{font-weight:bold}\
        .promo{background:#eef4ea;padding:.5rem}.price{font-size:1.6rem;font-weight:bold}\
        .was{color:#666;text-decoration:line-through}.cards{display:flex;flex-wrap:wrap;gap:1rem;padding:0}\
        .card{list-style:none;border:1px solid #ddd;padding:.75rem;width:12rem}footer{margin-top:3rem;color:#666}
        """
}
