# Names of two capitalised words or more, as persons. Run with: twicetold run "cmd:jq -c --unbuffered -f capitals.jq"
{entities: [
  .text | match("[A-Z]\\w+(?: [A-Z]\\w+)+"; "g")
  | {id: "e\(.offset)", type: "PER", mentions: [{span: [{start: .offset, end: (.offset + .length)}]}]}
]}
