from __future__ import annotations
from tests.browser import test_audits as A
from tests.browser.test_audits import *
class T(A.AuditTestCase):
    def test_zz(self):
        for name, page in self.visit({k:PAGES[k] for k in ("offer","large print","section","report", "report in Urdu")}):
            page.add_style_tag(content=LARGE_TEXT); self.set_up(page, PHONE, {})
            print("\n==",name, page.evaluate(OVERFLOW), page.evaluate("""() => { const w=document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), o=[]; while(w.nextNode()){const r=document.createRange(); r.selectNodeContents(w.currentNode); for (const b of r.getClientRects()) if ((b.right>321||b.left<-1) && !w.currentNode.parentElement.closest('.localoffer-table')) o.push([w.currentNode.parentElement.outerHTML.slice(0,90), b.left, b.right])} return o}""")[:5])
