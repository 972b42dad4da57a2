import { createHash } from 'node:crypto';

/** The style of every public page: one column from 360 px upwards, light and dark as the visitor's device has it. */
export const style = `
:root{color-scheme:light dark;--ground:#fff;--text:#1b2430;--quiet:#4d5b6b;--line:#8794a3;--accent:#1d4f91;--on-accent:#fff;--bad:#a5161d;--soft:#f2f5f9}
@media (prefers-color-scheme:dark){:root{--ground:#12171d;--text:#e8edf3;--quiet:#aab6c3;--line:#6f7d8c;--accent:#8ab8f5;--on-accent:#0c1a2c;--bad:#ff9a9a;--soft:#1b232c}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.6 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:40rem;margin:0 auto;padding:1rem}
header{display:flex;justify-content:flex-end}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 1rem}
h2{font-size:1.125rem;margin:1.5rem 0 .5rem}
a{color:var(--accent)}
label,legend{display:block;font-weight:600}
fieldset{border:0;margin:0;padding:0}
.field{margin:0 0 1.25rem}
.mark{font-weight:400;color:var(--quiet)}
.hint{margin:0;color:var(--quiet);font-size:.9375rem}
.choice{display:flex;align-items:center;gap:.5rem;min-height:2.75rem;font-weight:400}
.choice input{width:1.25rem;height:1.25rem}
input[type=text],select,textarea,input[type=file]{width:100%;min-height:2.75rem;margin-top:.25rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:6px;background:var(--ground);color:var(--text);font:inherit}
textarea{min-height:8rem;resize:vertical}
button{min-height:2.75rem;padding:.5rem 1.5rem;border:0;border-radius:6px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.wrong{margin:.25rem 0 0;color:var(--bad);font-weight:600}
[aria-invalid=true]{border-color:var(--bad)!important;border-width:2px!important}
.summary{margin:0 0 1.5rem;padding:1rem;border:2px solid var(--bad);border-radius:6px}
.summary h2{margin-top:0}
.box{margin:1rem 0;padding:1rem;border-radius:6px;background:var(--soft)}
.link{display:block;padding:.75rem;border:1px solid var(--line);border-radius:6px;font-family:ui-monospace,Consolas,monospace}
dl{margin:0}
dt{font-weight:600}
dd{margin:0 0 .75rem}
.trap{position:absolute;left:-10000px;width:1px;height:1px;overflow:hidden}
`;

/** Names exactly this style in the page's Content-Security-Policy, so that no other is applied. */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
