// The texts on the page with less contrast to their ground than WCAG AA asks for, as "<ratio> <element>".
() => {
  const number = (text) => text.match(/[\d.]+/g).map(Number);
  const over = (top, under) => {
    const share = top[3] === undefined ? 1 : top[3];
    return top.slice(0, 3).map((value, index) => value * share + under[index] * (1 - share));
  };
  const linear = (value) => (value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
  const light = (rgb) => rgb.map((value) => linear(value / 255)).reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (element) => {
    const chain = [];
    for (let at = element; at; at = at.parentElement) { chain.unshift(number(getComputedStyle(at).backgroundColor)); }
    return chain.reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const hasText = (element) => Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim());
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const isEmptyField = element.placeholder && !element.value;
    if (!(hasText(element) || isEmptyField) || !element.getClientRects().length || element.closest(".unseen, noscript")) { continue; }
    const under = ground(element);
    const colour = over(number(getComputedStyle(element, isEmptyField ? "::placeholder" : null).color), under);
    const [lighter, darker] = [light(colour), light(under)].sort((one, other) => other - one);
    const ratio = (lighter + 0.05) / (darker + 0.05);
    if (ratio < 4.5) { found.push(ratio.toFixed(2) + " " + element.outerHTML.slice(0, 90)); }
  }
  return found;
}
